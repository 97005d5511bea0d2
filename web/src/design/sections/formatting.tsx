import type { ReactNode } from "react";
import { formatAgo, formatCountdown, formatSpan } from "@/shared/lib/duration";
import {
  formatByteRate,
  formatBytes,
  formatCompact,
  formatCount,
  formatLatency,
  formatPercent,
  formatRate,
  plural,
} from "@/shared/lib/format";
import { formatClock, formatDate, formatExact, formatMoment } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";

const uint64 = "18446744073709551615";
const now = new Date(2026, 10, 23, 14, 32, 7, 884);

function Formatting() {
  return (
    <>
      <Specimen title="Counts" note="whole, and short with the whole in the title">
        <Table
          heads={["Value", "formatCount", "formatCompact"]}
          rows={[0, 61, 999, 18_412, 999_960, 4_118_006, 100_000_000, uint64, -1204, Number.NaN].map((n) => [
            String(n),
            formatCount(n),
            <span key="short" title={formatCount(n)}>
              {formatCompact(n)}
            </span>,
          ])}
        />
      </Specimen>
      <Specimen title="Rates" note="per second, of things and of bytes">
        <Table
          heads={["Value", "formatRate", "formatByteRate"]}
          rows={[0, 0.004, 0.4, 61, 12_412.3, 17_196_646].map((n) => [
            String(n),
            <Quantity key="rate" of={formatRate(n)} title={`${formatCount(n)} per second`} />,
            <Quantity key="bytes" of={formatByteRate(n)} />,
          ])}
        />
      </Specimen>
      <Specimen title="Sizes and parts">
        <Table
          heads={["Value", "formatBytes"]}
          rows={[0, 512, 1_048_575, 40_055_603, 4_724_464_025, 258_771_615_744].map((n) => [
            String(n),
            <Quantity key="size" of={formatBytes(n)} title={`${formatCount(n)} bytes`} />,
          ])}
        />
        <Table
          heads={["Value", "formatPercent"]}
          rows={[0, 0.001, 0.604, 0.97, 0.9999, 1].map((n) => [String(n), formatPercent(n)])}
        />
      </Specimen>
      <Specimen title="Spans" note="formatLatency, formatCountdown, formatSpan, formatAgo">
        <Table
          heads={["ms", "measured", "left", "roughly", "ago"]}
          rows={[0.35, 3.2, 143, 1234, 62_000, 1_452_000].map((ms) => [
            String(ms),
            <Quantity key="latency" of={formatLatency(ms)} />,
            formatCountdown(ms),
            formatSpan(ms),
            formatAgo(ms),
          ])}
        />
      </Specimen>
      <Specimen title="Times" note="in the clock that is chosen above">
        <Table
          heads={["What", "Written"]}
          rows={[
            ["formatClock", formatClock(now)],
            ["formatClock, without seconds", formatClock(now, false)],
            ["formatMoment, today", formatMoment(new Date(2026, 10, 23, 12, 18), now)],
            ["formatMoment, this year", formatMoment(new Date(2026, 2, 4, 12, 18), now)],
            ["formatMoment, another year", formatMoment(new Date(2027, 1, 3, 0, 30), now)],
            ["formatDate", formatDate(now)],
            ["formatExact", formatExact(now)],
          ]}
        />
      </Specimen>
      <Specimen title="In words">
        {plural(1, "stream")} · {plural(148, "stream")} · {plural(2, "advisory", "advisories")}
      </Specimen>
    </>
  );
}

function Table({ heads, rows }: { heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  return (
    <table className="mb-4 w-full max-w-3xl table-fixed border-collapse last:mb-0">
      <thead>
        <tr className="border-line border-b text-fg-3 text-micro">
          {heads.map((head, column) => (
            <th
              key={head}
              scope="col"
              className={`pb-1 font-medium [overflow-wrap:anywhere] ${column === 0 ? "text-left" : "text-right"}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the examples never move.
          <tr key={row} className="h-7 border-line-faint border-b">
            {cells.map((cell, column) =>
              column === 0 ? (
                <th
                  key={heads[column]}
                  scope="row"
                  className="text-left font-normal text-fg-2 [overflow-wrap:anywhere]"
                >
                  {cell}
                </th>
              ) : (
                <td key={heads[column]} className="text-right [overflow-wrap:anywhere]">
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const section: DesignSection = { title: "Formatting", order: 50, Component: Formatting };
