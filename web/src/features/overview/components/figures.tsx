import type { ReactNode } from "react";
import type { Stats } from "@/api/types";
import { parseGoDuration } from "@/shared/lib/duration";
import { formatCount, formatLatency } from "@/shared/lib/format";
import { formatClock } from "@/shared/lib/time";

/** The four numbers one looks for first. */
export function Figures({ stats }: { stats: Stats }) {
  const rtt = stats.rtt === undefined || !stats.is_connected ? undefined : parseGoDuration(stats.rtt);
  const latency = rtt === undefined ? undefined : formatLatency(rtt);
  return (
    <section aria-label="Figures" className="border-line border-b">
      <dl className="grid grid-cols-4 max-sm:grid-cols-2">
        <Figure
          label="Round trip"
          note={latency ? (stats.is_healthy ? "ping answered" : "not answered") : "no link"}
          value={latency?.value ?? "–"}
          {...(latency ? { unit: latency.unit } : {})}
          faint={!latency}
        />
        <Figure label="Held by" value={formatCount(stats.leases)} faint={stats.leases === 0} note="requests, streams" />
        <Figure
          label="Reconnects"
          value={formatCount(stats.reconnects)}
          faint={stats.reconnects === 0}
          note={`since ${formatClock(new Date(stats.created_at), false)}`}
        />
        <Figure label="Wakes" value={formatCount(stats.wakes)} faint={stats.wakes === 0} note="after being parked" />
      </dl>
    </section>
  );
}

interface FigureProps {
  label: string;
  value: string;
  unit?: string;
  note: ReactNode;
  faint?: boolean;
}

function Figure({ label, value, unit, note, faint = false }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col border-line border-l px-4 py-3 first:border-l-0 max-sm:[&:nth-child(n+3)]:border-t max-sm:[&:nth-child(odd)]:border-l-0">
      <dt className="text-fg-3 text-small">{label}</dt>
      <dd className={faint ? "text-fg-3" : undefined}>
        <span className="font-medium text-figure tracking-[-.01em]">{value}</span>
        {unit ? <span className="ml-[3px] text-fg-3">{unit}</span> : null}
        <span className="truncate-line block text-fg-3 text-small">{note}</span>
      </dd>
    </div>
  );
}
