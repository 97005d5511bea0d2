import type { ReactNode } from "react";
import type { JetStreamSummary, Stats } from "@/api/types";
import type { Reading } from "@/connection/use-reading";
import { parseGoDuration } from "@/shared/lib/duration";
import {
  formatByteRate,
  formatBytes,
  formatCompact,
  formatCount,
  formatLatency,
  formatRate,
  plural,
  type Quantity,
  quantityText,
} from "@/shared/lib/format";
import type { RoundTrips } from "../lib/round-trips";
import type { Traffic } from "../lib/traffic";

interface Props {
  stats: Stats;
  trips: RoundTrips | undefined;
  traffic: Reading<Traffic>;
  summary: Reading<JetStreamSummary>;
}

/** The five numbers one looks for first. Each says under it what it is of, or why there is none. */
export function Figures({ stats, trips, traffic, summary }: Props) {
  return (
    <section aria-label="Figures" className="border-line border-b">
      <dl className="grid grid-cols-5 max-lg:grid-cols-3 max-sm:grid-cols-2">
        <RoundTrip stats={stats} p99={trips?.p99} />
        <Flow label="Messages in" traffic={traffic} rate="messagesIn" bytes="bytesIn" />
        <Flow label="Messages out" traffic={traffic} rate="messagesOut" bytes="bytesOut" />
        <Stored summary={summary} />
        <Clients traffic={traffic} />
      </dl>
    </section>
  );
}

function RoundTrip({ stats, p99 }: { stats: Stats; p99: number | undefined }) {
  const rtt = stats.rtt === undefined || !stats.is_connected ? undefined : parseGoDuration(stats.rtt);
  const slow = p99 === undefined ? "" : `p99 ${quantityText(formatLatency(p99))}`;
  return (
    <Figure
      label="Round trip"
      value={rtt === undefined ? undefined : formatLatency(rtt)}
      note={stats.is_connected ? slow : "no link"}
    />
  );
}

interface FlowProps {
  label: string;
  traffic: Reading<Traffic>;
  rate: "messagesIn" | "messagesOut";
  bytes: "bytesIn" | "bytesOut";
}

function Flow({ label, traffic: { data }, rate, bytes }: FlowProps) {
  const rates = data?.rates;
  const note = rates ? quantityText(formatByteRate(rates[bytes])) : data?.latest?.visible ? "measuring" : "not visible";
  return <Figure label={label} value={rates ? formatRate(rates[rate]) : undefined} note={data ? note : ""} />;
}

function Stored({ summary: { data } }: { summary: Reading<JetStreamSummary> }) {
  if (!data?.available) return <Figure label="Stored" value={undefined} note={data ? "not visible" : ""} />;
  return (
    <Figure
      label={data.partial ? "Stored, at least" : "Stored"}
      value={formatBytes(data.bytes)}
      note={`${formatCompact(data.messages)} messages`}
    />
  );
}

function Clients({ traffic: { data } }: { traffic: Reading<Traffic> }) {
  const latest = data?.latest;
  if (!latest?.visible) return <Figure label="Clients" value={undefined} note={latest ? "not visible" : ""} />;
  const slow = latest.slow_consumers;
  const servers = `${plural(latest.servers.length, "server")}`;
  return (
    <Figure
      label="Clients"
      value={{ value: formatCount(latest.connections), unit: "" }}
      note={slow > 0 ? `${formatCount(slow)} slow so far` : `on ${servers}`}
    />
  );
}

function Figure({ label, value, note }: { label: string; value: Quantity | undefined; note: ReactNode }) {
  return (
    <div className="-mt-px -ml-px flex min-w-0 flex-col border-line border-t border-l px-4 pt-3 pb-2.5 max-lg:last:col-span-2">
      <dt className="text-fg-3 text-small">{label}</dt>
      <dd className={value ? undefined : "text-fg-3"}>
        <span className="font-medium text-figure tracking-[-.01em]">{value?.value ?? "–"}</span>
        {value?.unit ? <span className="ml-[3px] text-fg-3">{value.unit}</span> : null}
        <span className="truncate-line block min-h-4 text-fg-3 text-small">{note}</span>
      </dd>
    </div>
  );
}
