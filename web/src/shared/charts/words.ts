import { formatSpan } from "@/shared/lib/duration";
import { plural, quantityText } from "@/shared/lib/format";
import { formatClock, formatDate } from "@/shared/lib/time";
import type { Gap, Lines } from "./lines";
import type { Summary } from "./summary";
import type { ChartUnit } from "./units";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Five moments from one end to the other, as short as they can be and still differ. */
export function timeTicks(from: number, to: number): string[] {
  return [0, 0.25, 0.5, 0.75, 1].map((part) => shortTime(from + part * (to - from), to - from));
}

function shortTime(at: number, range: number): string {
  const date = new Date(at);
  if (range <= day) return formatClock(date, range < 5 * minute);
  const dayAndMonth = formatDate(date).replace(/ \d+$/, "");
  return range > 7 * day ? dayAndMonth : `${dayAndMonth} ${formatClock(date, false)}`;
}

/** The moment of one sample: to the second, and with its day when the chart shows more than one. */
export function sampleTime(at: number, range: number): string {
  const date = new Date(at);
  return range > day ? `${formatDate(date)} ${formatClock(date)}` : formatClock(date);
}

/** "Reconnecting, 3 s" */
export function gapText({ from, to, label }: Gap): string {
  return Number.isFinite(to - from) ? `${label}, ${formatSpan(to - from)}` : label;
}

interface Described {
  title: string;
  note: string;
  lines: Lines;
  names: readonly string[];
  /** Of each line. */
  summaries: readonly (Summary | undefined)[];
  gaps: readonly Gap[];
  unit: ChartUnit;
}

/** What the picture shows, in words: for those who do not see it. */
export function inWords({ title, note, lines, names, summaries, gaps, unit }: Described): string {
  const [first, last] = [lines.times[0], lines.times[lines.times.length - 1]];
  if (first === undefined || last === undefined) return `${title}, ${note}: no samples.`;
  const write = (value: number) => quantityText(unit.format(value));
  const series = names.map((name, index) => {
    const summary = summaries[index];
    if (!summary) return `${name}: no values.`;
    const { min, median, max, last } = summary;
    return `${name}: lowest ${write(min)}, median ${write(median)}, highest ${write(max)}, last ${write(last)}.`;
  });
  const range = last - first;
  const holes = gaps.length > 0 ? ` ${plural(gaps.length, "gap")}: ${gaps.map(gapText).join("; ")}.` : "";
  return `${title}, ${note}, ${sampleTime(first, range)} to ${sampleTime(last, range)}. ${series.join(" ")}${holes}`;
}
