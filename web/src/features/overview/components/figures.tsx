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
  quantityText,
} from "@/shared/lib/format";
import { Figure, Figures } from "@/shared/ui/figure";
import type { RoundTrips } from "../lib/round-trips";
import type { Traffic } from "../lib/traffic";

interface Props {
  stats: Stats;
  trips: RoundTrips | undefined;
  traffic: Reading<Traffic>;
  summary: Reading<JetStreamSummary>;
}

/** The five numbers one looks for first. Each says under it what it is of, or why there is none. */
export function OverviewFigures({ stats, trips, traffic, summary }: Props) {
  return (
    <Figures>
      <RoundTrip stats={stats} p99={trips?.p99} />
      <Flow label="Messages in" traffic={traffic} rate="messagesIn" bytes="bytesIn" />
      <Flow label="Messages out" traffic={traffic} rate="messagesOut" bytes="bytesOut" />
      <Stored summary={summary} />
      <Clients traffic={traffic} />
    </Figures>
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
