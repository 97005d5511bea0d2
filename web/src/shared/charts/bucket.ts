import type { Lines } from "./lines";

/**
 * Makes a long series as short as can be seen: of each bucket of time only the lowest and the highest value stay, in the
 * order in which they came, so that no spike is lost. A bucket without any value stays empty and breaks the line.
 */
export function bucket(lines: Lines, buckets: number): Lines {
  const { times, series } = lines;
  const [first, last] = [times[0], times[times.length - 1]];
  if (first === undefined || last === undefined || times.length <= 2 * buckets || last === first) return lines;
  const starts = bucketStarts(times, last - first, buckets);
  const edges = starts.map((start, index) => [start, (starts[index + 1] ?? times.length) - 1] as const);
  return {
    times: edges.flatMap(([from, to]) => [times[from] ?? 0, times[to] ?? 0]),
    series: series.map((values) => edges.flatMap(([from, to]) => extremes(values, from, to))),
  };
}

/** Where each bucket begins that has any sample in it. */
function bucketStarts(times: readonly number[], span: number, buckets: number): number[] {
  const first = times[0] ?? 0;
  const starts: number[] = [];
  let present = -1;
  times.forEach((time, index) => {
    // The last sample ends the last bucket instead of beginning another.
    const bucket = Math.min(buckets - 1, Math.floor(((time - first) / span) * buckets));
    if (bucket !== present) starts.push(index);
    present = bucket;
  });
  return starts;
}

function extremes(values: readonly (number | null)[], from: number, to: number): [number | null, number | null] {
  let [lowAt, highAt] = [-1, -1];
  for (let index = from; index <= to; index++) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    if (lowAt < 0 || value < (values[lowAt] ?? 0)) lowAt = index;
    if (highAt < 0 || value > (values[highAt] ?? 0)) highAt = index;
  }
  const at = (index: number) => values[index] ?? null;
  return lowAt <= highAt ? [at(lowAt), at(highAt)] : [at(highAt), at(lowAt)];
}
