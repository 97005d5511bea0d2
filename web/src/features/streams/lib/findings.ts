import type { StreamDetail } from "@/api/types";
import { formatSpan } from "@/shared/lib/duration";
import { formatBytes, formatCount, formatPercent, plural, quantityText } from "@/shared/lib/format";
import { fillTone } from "@/shared/ui/meter";
import type { Finding } from "@/shared/ui/needs-a-look";
import { type Limit, limitsOf } from "./detail";
import { originsOf } from "./origins";
import { replicasOf } from "./replicas";

/** What is wrong with a stream or soon will be, worst first. `at` is when it was read, by the server's clock. */
export function findingsOf(detail: StreamDetail, at: number): Finding[] {
  return [...leader(detail), ...replicas(detail), ...origins(detail), ...limits(detail, at)].sort(
    (a, b) => Number(b.severity === "critical") - Number(a.severity === "critical"),
  );
}

function leader({ cluster, config }: StreamDetail): Finding[] {
  if (!cluster || cluster.leader || config.num_replicas < 2) return [];
  return [
    {
      severity: "critical",
      verdict: "No leader",
      sentence: "It takes and gives nothing until its servers have elected one.",
    },
  ];
}

function replicas(detail: StreamDetail): Finding[] {
  return replicasOf(detail).flatMap(({ name, tone, note }): Finding[] => {
    if (tone === "critical") {
      return [{ severity: "warn", verdict: "Replica away", name, sentence: `does not keep its copy up: ${note}.` }];
    }
    return tone === "warn" ? [{ severity: "warn", verdict: "Behind", name, sentence: `${note}.` }] : [];
  });
}

/** Messages behind its origin from which on a stream needs a look, and how long it may hear nothing. */
const muchLag = 1_000;
const silent = 60_000;

function origins(detail: StreamDetail): Finding[] {
  return originsOf(detail).flatMap(({ name, error, lag, heard }): Finding[] => {
    if (error !== undefined) {
      return [
        { severity: "critical", verdict: "Cut off", name, sentence: `gives nothing. The server says: ${error}.` },
      ];
    }
    if (heard !== undefined && heard > silent) {
      return [{ severity: "warn", verdict: "Cut off", name, sentence: `was not heard of for ${formatSpan(heard)}.` }];
    }
    return lag > muchLag
      ? [
          {
            severity: "warn",
            verdict: "Behind",
            name,
            sentence: `has ${plural(lag, "message")} that are still to come.`,
          },
        ]
      : [];
  });
}

function limits(detail: StreamDetail, at: number): Finding[] {
  return limitsOf(detail, at).flatMap((limit): Finding[] => {
    const { name, used, max, usual } = limit;
    if (usual || used === undefined || max === undefined) return [];
    const tone = fillTone(used / max);
    if (tone === "plain") return [];
    const share = `${formatPercent(used / max)} of its ${name.toLowerCase()} limit`;
    const sentence = `It is at ${share}: ${amounts(limit)}. ${consequence(name, detail)}`;
    return [{ severity: tone, verdict: "Nearly full", sentence }];
  });
}

function amounts({ form, used = 0, max = 0 }: Limit): string {
  const written = (n: number) => (form === "bytes" ? quantityText(formatBytes(n)) : formatCount(n));
  return `${written(used)} of ${written(max)}`;
}

function consequence(limit: string, { config }: StreamDetail): string {
  if (limit === "Consumers") return "Further consumers will be refused.";
  if (config.discard === "new") return "Publishers will be refused.";
  return config.retention === "workqueue"
    ? "Work that nobody has done yet will be lost."
    : "The oldest messages will go.";
}
