import { useId, useMemo, useState } from "react";
import { quantityText } from "@/shared/lib/format";
import { clock } from "@/shared/lib/time";
import { ChartHeading } from "./chart-heading";
import { ChartTable } from "./chart-table";
import { type Cursor, CursorLayer } from "./cursor";
import { type Gap, type Lines, within } from "./lines";
import { Plot, PlotNote } from "./plot";
import { niceScale } from "./scale";
import { nearest, summarise } from "./summary";
import type { ChartUnit } from "./units";
import { gapText, inWords, sampleTime } from "./words";

const noGaps: readonly Gap[] = [];

interface Props {
  title: string;
  /** Of when: "last hour". The unit is said before it. */
  note: string;
  /** Times in ms since the epoch, and the values of each line. */
  lines: Lines;
  /** The name of each line, in their order. At most six can be told apart. */
  names: readonly string[];
  unit: ChartUnit;
  /** When nothing could be read, and why. No line crosses them. */
  gaps?: readonly Gap[];
  /** How far apart samples should be, ms. What is missing more than that is no line either. */
  every?: number;
  /** The span that is shown; without, that of the samples. */
  from?: number;
  to?: number;
  /** Tints the first line down to zero: only for a quantity, of which half is half as much. */
  fill?: boolean;
  /** Of the plot alone, px. */
  height?: number;
  level?: 2 | 3;
}

/** Lines over time, with the same as a table beside them. */
export function Chart(props: Props) {
  const {
    title,
    lines: all,
    names,
    unit,
    gaps = noGaps,
    every,
    fill = names.length === 1,
    height = 124,
    level = 2,
  } = props;
  clock.use(); // times are formatted below
  const [table, setTable] = useState(false);
  const [cursor, setCursor] = useState<Cursor>();
  const headingId = useId();

  const { from, to } = spanOf(all, props.from, props.to);
  const lines = useMemo(() => within(all, from, to), [all, from, to]);
  const shown = useMemo(() => gaps.filter((gap) => gap.to > from && gap.from < to), [gaps, from, to]);
  const scale = useMemo(() => niceScale(lines.series.flat(), unit), [lines, unit]);
  const note = [scale.word, props.note].filter(Boolean).join(", ");
  const summaries = useMemo(() => lines.series.map(summarise), [lines]);

  const count = lines.times.length;
  const at = cursor && "time" in cursor && count > 0 ? nearest(lines.times, cursor.time) : undefined;
  const timeAt = (index: number) => sampleTime(lines.times[index] ?? 0, to - from);
  const valueAt = (series: number, index: number) => {
    const value = lines.series[series]?.[index];
    return value === null || value === undefined ? undefined : unit.format(value);
  };
  const say = (index: number) =>
    `${timeAt(index)}: ${names.map((name, series) => `${name} ${wordsFor(valueAt(series, index))}`).join(", ")}`;

  return (
    <section aria-labelledby={headingId} className="min-w-0 px-4 pt-3 pb-2.5">
      <ChartHeading
        id={headingId}
        level={level}
        title={title}
        note={at !== undefined ? timeAt(at) : cursor && "gap" in cursor ? gapText(cursor.gap) : note}
        keys={names.map((name, series) => ({
          name,
          value: at === undefined ? undefined : (valueAt(series, at) ?? missing),
        }))}
        table={table}
        onTable={setTable}
      />
      {table ? (
        <ChartTable
          caption={`${title}, ${note}`}
          lines={lines}
          names={names}
          gaps={shown}
          unit={unit}
          height={height}
        />
      ) : (
        <Plot
          label={inWords({ title, note, lines, names, summaries, gaps: shown, unit })}
          lines={lines}
          gaps={shown}
          every={every}
          from={from}
          to={to}
          scale={scale}
          fill={fill && scale.min === 0}
          height={height}
        >
          {count === 0 ? (
            <PlotNote>No samples yet</PlotNote>
          ) : (
            <CursorLayer
              title={title}
              lines={lines}
              gaps={shown}
              from={from}
              to={to}
              min={scale.min}
              max={scale.max}
              index={at}
              onCursor={setCursor}
              say={say}
            />
          )}
        </Plot>
      )}
    </section>
  );
}

const missing = { value: "–", unit: "" };

function wordsFor(value: { value: string; unit: string } | undefined): string {
  return value ? quantityText(value) : "no value";
}

/** One sample has no span of its own: it stands at the end of a minute. */
function spanOf({ times }: Lines, from: number | undefined, to: number | undefined): { from: number; to: number } {
  const end = to ?? times[times.length - 1] ?? 0;
  const start = from ?? times[0] ?? 0;
  return { from: start < end ? start : end - 60_000, to: end };
}
