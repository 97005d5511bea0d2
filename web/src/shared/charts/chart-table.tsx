import { cx } from "@/shared/lib/cx";
import { formatCount } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { CopyText } from "@/shared/ui/copy-text";
import { Quantity } from "@/shared/ui/quantity";
import { toCsv } from "./csv";
import type { Gap, Lines } from "./lines";
import { gapLook } from "./look";
import type { ChartUnit } from "./units";
import { gapText, sampleTime } from "./words";

// More rows than anybody reads; all of them are in the copy.
const limit = 200;

interface Props {
  caption: string;
  lines: Lines;
  names: readonly string[];
  gaps: readonly Gap[];
  unit: ChartUnit;
  height: number;
}

type Row = { at: number; values: (number | null)[] } | { at: number; gap: Gap };

/** The same samples as rows, newest first, with the gaps where they were. */
export function ChartTable({ caption, lines, names, gaps, unit, height }: Props) {
  const count = lines.times.length;
  const range = (lines.times[count - 1] ?? 0) - (lines.times[0] ?? 0);
  const cell = "px-2 text-right last:pr-4 whitespace-nowrap";
  return (
    <div className="-mx-4">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section aria-label={caption} tabIndex={0} className="overflow-auto" style={{ height }}>
        <table className="w-full border-separate border-spacing-0">
          <caption className="sr-only">{caption}, newest first</caption>
          <thead>
            <tr className="h-7 text-fg-3 text-micro [&>th]:sticky [&>th]:top-0 [&>th]:border-line [&>th]:border-y [&>th]:bg-sub [&>th]:font-medium">
              <th scope="col" className="pr-2 pl-4 text-left">
                Time
              </th>
              {names.map((name) => (
                <th key={name} scope="col" className={cell}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="[&>tr>*]:border-line-faint [&>tr>*]:border-b">
            {newestFirst(lines, gaps).map((row) =>
              "gap" in row ? (
                <tr key={`gap ${row.at} ${row.gap.to}`} className={cx("h-row", gapLook(row.gap))}>
                  <td colSpan={names.length + 1} className="px-4">
                    {gapText(row.gap)}
                  </td>
                </tr>
              ) : (
                <tr key={row.at} className="h-row">
                  <th
                    scope="row"
                    className="pr-2 pl-4 text-left font-normal text-fg-2"
                    title={formatExact(new Date(row.at))}
                  >
                    {sampleTime(row.at, range)}
                  </th>
                  {row.values.map((value, index) => (
                    <td key={names[index]} className={cell} title={value === null ? undefined : String(value)}>
                      {value === null ? <span className="text-fg-3">–</span> : <Quantity of={unit.format(value)} />}
                    </td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
      <div className="flex h-7 items-center gap-2 border-line border-t px-4 text-fg-3 text-small">
        <span className="truncate-line flex-1">
          {count > limit ? `The last ${limit} of ${formatCount(count)} samples` : `${formatCount(count)} samples`},
          newest first
        </span>
        <CopyText text={() => toCsv(lines, names)} label="Copy as CSV" />
      </div>
    </div>
  );
}

function newestFirst({ times, series }: Lines, gaps: readonly Gap[]): Row[] {
  const start = Math.max(0, times.length - limit);
  const samples: Row[] = times
    .slice(start)
    .map((at, index) => ({ at, values: series.map((values) => values[start + index] ?? null) }));
  const oldest = times[start] ?? 0;
  const holes: Row[] = gaps.filter((gap) => gap.to >= oldest).map((gap) => ({ at: gap.from, gap }));
  return [...samples, ...holes].sort((a, b) => b.at - a.at);
}
