import { Layers } from "lucide-react";
import type { ReactNode } from "react";
import type { Attention } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { formatBytes, formatCount, formatPercent, quantityText } from "@/shared/lib/format";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Inspector } from "@/shared/ui/inspector";
import { fillTone, Meter } from "@/shared/ui/meter";
import { describeAttention, inBytes } from "../lib/attention";

/** The evidence behind a finding: the server's own numbers, and the commands that show more of it. */
export function FindingInspector({ finding, onClose }: { finding: Attention; onClose: () => void }) {
  const { name, sentence, verdict } = describeAttention(finding);
  const cli = useCli();
  const stream = finding.stream;
  return (
    <Inspector
      title={name ?? "Account"}
      icon={Layers}
      onClose={onClose}
      actions={
        <CopyAsCli
          note={cli.note}
          align="start"
          look="plain"
          commands={
            stream
              ? [{ title: "Show this stream", command: cli.named(["stream", "info"], [stream]) }]
              : [{ title: "Show the limits of the account", command: cli.command("account", "info") }]
          }
        />
      }
    >
      <section className="border-line border-b px-4 py-3">
        <h3 className="mb-1 font-semibold text-small">{verdict}</h3>
        <p className="break-words text-fg-2 text-small">
          {name ? <bdi className="mono">{name}</bdi> : null} {sentence}
        </p>
      </section>
      <section className="px-4 py-3">
        <h3 className="mb-2 font-semibold text-small">Evidence</h3>
        {finding.max ? <Share finding={finding} max={finding.max} /> : null}
        <Definitions>
          {evidence(finding).map(([term, value]) => (
            <Definition key={term} term={term}>
              {value}
            </Definition>
          ))}
        </Definitions>
      </section>
    </Inspector>
  );
}

function Share({ finding: { used = 0 }, max }: { finding: Attention; max: number }) {
  return (
    <div className="mb-2">
      <Meter value={used / max} tone={fillTone(used / max)} />
    </div>
  );
}

/** What the server said, term by term; what it did not say is left out. */
function evidence(finding: Attention): [string, ReactNode][] {
  const form = (n: number) => (inBytes(finding) ? quantityText(formatBytes(n)) : formatCount(n));
  const { used, max, stream, streams, replica, source, lag, last_heard, discard, retention, tier, reason } = finding;
  const lines: [string, ReactNode][] = [
    ["Stream", stream],
    ["Tier", tier],
    ["Used", used === undefined ? undefined : form(used)],
    ["Limit", max === undefined ? undefined : `${form(max)} ${finding.limit ?? ""}`],
    ["Share", used === undefined || !max ? undefined : formatPercent(used / max)],
    ["When full", discard === "new" ? "new messages are refused" : discard && "old messages are deleted"],
    ["Retention", retention],
    ["Replica", replica],
    ["Streams", streams === undefined ? undefined : formatCount(streams)],
    ["Source", source],
    ["Lag", lag === undefined ? undefined : formatCount(lag)],
    ["Last heard", last_heard && `${last_heard} ago`],
    ["The server says", reason],
  ];
  return lines.filter(([, value]) => value !== undefined && value !== "");
}
