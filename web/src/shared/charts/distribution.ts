// How often something took how long. Bins grow by the same factor, so that what is fast and what is slow both show.

export interface Bin {
  /** Up to and without, ms. */
  from: number;
  to: number;
  count: number;
}

/** The value below which a part of them lies, by the nearest rank. They are in order. */
export function percentile(sorted: readonly number[], part: number): number {
  const rank = Math.ceil(part * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] ?? Number.NaN;
}

/** The bins that hold all values, at most so many; of equal values there is one. They are in order. */
export function binsOf(sorted: readonly number[], most = 24): Bin[] {
  const least = Math.max(sorted[0] ?? 0, 1e-6);
  const highest = Math.max(sorted.at(-1) ?? 0, least);
  if (sorted.length === 0) return [];
  if (highest === least) return [{ from: least, to: highest, count: sorted.length }];
  const bins = Math.min(most, Math.max(4, Math.ceil(Math.sqrt(sorted.length))));
  const factor = (highest / least) ** (1 / bins);
  const all = Array.from({ length: bins }, (_, at) => ({
    from: least * factor ** at,
    to: at === bins - 1 ? highest : least * factor ** (at + 1),
    count: 0,
  }));
  for (const value of sorted) {
    const at = Math.floor(Math.log(Math.max(value, least) / least) / Math.log(factor));
    const bin = all[Math.min(bins - 1, Math.max(0, at))];
    if (bin) bin.count++;
  }
  return all;
}
