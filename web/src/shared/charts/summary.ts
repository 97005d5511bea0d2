/** The value below which a part (0 to 1) of the others lie: one of them, never an average of two. Undefined without any. */
export function percentile(values: readonly (number | null)[], part: number): number | undefined {
  return atRank(sorted(values), part);
}

function sorted(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null).sort((a, b) => a - b);
}

function atRank(rising: readonly number[], part: number): number | undefined {
  return rising[Math.max(0, Math.ceil(part * rising.length) - 1)];
}

/** What can be said of a series in one breath. */
export interface Summary {
  min: number;
  median: number;
  max: number;
  last: number;
}

/** Undefined when the series has no value at all. */
export function summarise(values: readonly (number | null)[]): Summary | undefined {
  const rising = sorted(values);
  const [min, median, max] = [rising[0], atRank(rising, 0.5), rising[rising.length - 1]];
  const last = values.findLast((value) => value !== null);
  if (min === undefined || median === undefined || max === undefined || last === undefined || last === null)
    return undefined;
  return { min, median, max, last };
}

/** The sample nearest to a moment, by its place; -1 when there is none. */
export function nearest(times: readonly number[], moment: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [times[low - 1], times[low]];
  if (after === undefined) return times.length - 1;
  return before !== undefined && moment - before < after - moment ? low - 1 : low;
}
