import type { Account, Attention, ServerInfo } from "@/api/types";
import { assertNever } from "@/shared/lib/assert-never";
import { formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { formatBytes, formatCount, formatPercent, plural, quantityText } from "@/shared/lib/format";
import { formatMoment } from "@/shared/lib/time";
import type { Finding } from "@/shared/ui/needs-a-look";

/** What a finding is called in an address: two of one kind are about different things. */
export function findingKey({ kind, stream, replica, limit, tier, source }: Attention): string {
  return [kind, replica ?? stream, source, limit, tier].filter(Boolean).join(" ");
}

/** Puts what the server's numbers say into words. */
export function describeAttention(one: Attention): Finding {
  const about = { severity: one.severity, name: one.stream };
  switch (one.kind) {
    case "account_limit":
      return {
        severity: one.severity,
        verdict: "Nearly full",
        sentence: `The account${one.tier ? ` (tier ${one.tier})` : ""} uses ${share(one)} of its ${limitWord(one)}: ${used(one)}.`,
      };
    case "no_leader":
      return {
        ...about,
        verdict: "No leader",
        sentence: "takes and gives nothing until its servers have elected one.",
      };
    case "stream_offline":
      return { ...about, verdict: "Offline", sentence: `cannot be run by its server.${because(one)}` };
    case "no_answer":
      return { ...about, verdict: "No answer", sentence: "was asked for, and nobody answered." };
    case "replica_offline":
      return { severity: one.severity, verdict: "Replica away", name: one.replica, sentence: awayWords(one) };
    case "replica_behind":
      return { severity: one.severity, verdict: "Behind", name: one.replica, sentence: lagWords(one) };
    case "near_limit":
      return {
        ...about,
        verdict: "Nearly full",
        sentence: `is at ${share(one)} of its ${limitWord(one)} limit: ${used(one)}. ${consequence(one)}`,
      };
    case "source_failing":
      return {
        ...about,
        verdict: "Cut off",
        sentence: `gets nothing from ${one.source ?? "its source"}${heard(one)}.${because(one)}`,
      };
    case "source_behind":
      return {
        ...about,
        verdict: "Behind",
        sentence: `has ${plural(one.lag ?? 0, "message")} still to take from ${one.source ?? "its source"}.`,
      };
    default:
      return assertNever(one.kind);
  }
}

function awayWords({ stream, streams = 1 }: Attention): string {
  return `is away and keeps copies of ${plural(streams, "stream")}${stream ? `, ${stream} among them` : ""}.`;
}

function lagWords({ stream, streams = 1, lag = 0 }: Attention): string {
  const others = streams > 1 ? `, and lags on ${plural(streams - 1, "other stream")}` : "";
  return `lags ${plural(lag, "operation")}${stream ? ` on ${stream}` : ""}${others}.`;
}

const share = ({ used, max }: Attention) => formatPercent(max ? (used ?? 0) / max : 0);

const limitWord = ({ limit }: Attention) => limit ?? "size";

/** Whether the numbers of a limit are bytes. */
export const inBytes = ({ limit }: Attention) => limit === "bytes" || limit === "storage" || limit === "memory";

function used(one: Attention): string {
  const { used: now = 0, max = 0 } = one;
  const form = (n: number) => (inBytes(one) ? quantityText(formatBytes(n)) : formatCount(n));
  return `${form(now)} of ${form(max)}`;
}

function consequence({ limit, discard }: Attention): string {
  if (limit === "consumers") return "Further consumers will be refused.";
  return discard === "old" ? "Work that nobody has done yet will be lost." : "Publishers will be refused.";
}

function heard({ last_heard }: Attention): string {
  const ms = last_heard === undefined ? undefined : parseGoDuration(last_heard);
  return ms === undefined ? "" : `, since ${formatSpan(ms)}`;
}

const because = ({ reason }: Attention) => (reason ? ` The server says: ${reason}.` : "");

const day = 24 * 3600e3;

/** What will stop working by itself: credentials and certificates that end. */
export function expiries(account: Account | undefined, info: ServerInfo | undefined, now: number): Finding[] {
  return [
    ...expiry("The credentials of this connection end", account?.expires, now),
    ...expiry("The certificate of this server ends", info?.tls?.not_after, now),
  ];
}

function expiry(what: string, at: string | undefined, now: number): Finding[] {
  const left = at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at) - now;
  if (left > 14 * day || at === undefined) return [];
  return [
    {
      severity: left < 2 * day ? "critical" : "warn",
      verdict: left > 0 ? "Ends soon" : "Over",
      sentence: `${what} ${left > 0 ? `in ${formatSpan(left)}` : "already"}: ${formatMoment(new Date(at), new Date(now))}.`,
    },
  ];
}
