import { useId, useMemo, useState } from "react";
import { formatCount, formatLatency, plural, type Quantity as Value } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";
import { ChartHeading } from "./chart-heading";
import { type Bin, binsOf, percentile } from "./distribution";

interface Props {
  title: string;
  /** Of what: "12 requests". */
  note: string;
  /** Durations in ms, in any order. At least one. */
  values: readonly number[];
}

const parts = [
  ["Least", 0],
  ["Median", 0.5],
  ["90 %", 0.9],
  ["99 %", 0.99],
  ["Most", 1],
] as const;

/** How long something took, how often, with the same as a table behind it. */
export function DistributionChart({ title, note, values }: Props) {
  const heading = useId();
  const [table, setTable] = useState(false);
  const sorted = useMemo(() => values.toSorted((a, b) => a - b), [values]);
  const bins = useMemo(() => binsOf(sorted), [sorted]);
  return (
    <section aria-labelledby={heading} className="min-w-0 px-4 pt-3 pb-3">
      <ChartHeading id={heading} level={2} title={title} note={note} keys={[]} table={table} onTable={setTable} />
      {table ? <Table title={title} bins={bins} /> : <Bars bins={bins} />}
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
        {parts.map(([name, part]) => (
          <div key={name}>
            <dt className="text-fg-3 text-small">{name}</dt>
            <dd className="font-medium">
              <Quantity of={formatLatency(percentile(sorted, part))} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const words = ({ value, unit }: Value) => (unit === "" ? value : `${value} ${unit}`);
const spanOf = ({ from, to }: Bin) =>
  from === to ? words(formatLatency(from)) : `${words(formatLatency(from))} to ${words(formatLatency(to))}`;

function Bars({ bins }: { bins: readonly Bin[] }) {
  const most = Math.max(...bins.map(({ count }) => count));
  const [first, last] = [bins[0], bins.at(-1)];
  return (
    <div aria-hidden>
      <div className="flex h-24 items-end gap-px border-line border-b">
        {bins.map((bin) => (
          <span
            key={bin.from}
            title={`${spanOf(bin)}: ${formatCount(bin.count)}`}
            className="min-w-0 flex-1 rounded-t-[2px] bg-(--chart-1)"
            style={{ height: bin.count === 0 ? 0 : `${Math.max(3, (bin.count / most) * 100)}%` }}
          />
        ))}
      </div>
      {first && last ? (
        <div className="flex justify-between pt-1 text-fg-3 text-micro">
          <span>{words(formatLatency(first.from))}</span>
          <span>{words(formatLatency(last.to))}</span>
        </div>
      ) : null}
    </div>
  );
}

function Table({ title, bins }: { title: string; bins: readonly Bin[] }) {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  return (
    <table className="w-full text-small">
      <caption className="sr-only">
        {title}, {plural(all, "value")}
      </caption>
      <thead>
        <tr className="text-left text-fg-3">
          <th scope="col" className="h-7 border-line border-b font-medium">
            Took
          </th>
          <th scope="col" className="h-7 border-line border-b text-right font-medium">
            How many
          </th>
        </tr>
      </thead>
      <tbody>
        {bins
          .filter(({ count }) => count > 0)
          .map((bin) => (
            <tr key={bin.from}>
              <th scope="row" className="h-7 border-line-faint border-b text-left font-normal">
                {spanOf(bin)}
              </th>
              <td className="h-7 border-line-faint border-b text-right">{formatCount(bin.count)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
