// Enough for every list that a page has in hand, and still done within a frame.
const maxNames = 20_000;
const maxLength = 80;

/**
 * The name that somebody probably meant: the one with the fewest slips of the finger (a letter too many, one missing, a
 * wrong one, two swapped), and no more than one in three letters. The case does not count.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const target = wanted.trim().toLowerCase().slice(0, maxLength);
  let best: string | undefined;
  let limit = Math.floor(target.length / 3);
  for (const name of names.slice(0, maxNames)) {
    if (limit < 0) break;
    const slips = slipsBetween(target, name.toLowerCase().slice(0, maxLength), limit);
    if (slips === undefined) continue;
    best = name;
    limit = slips - 1; // the next one must be nearer
  }
  return best;
}

/** Damerau and Levenshtein's distance (optimal string alignment), or undefined when it is beyond the limit. */
export function slipsBetween(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        at(next, j - 1) + 1,
        at(row, j) + 1,
        at(row, j - 1) + wrong,
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    // A swap reaches back over one row, so both must be beyond the limit.
    if (Math.min(...next) > limit && Math.min(...row) > limit) return undefined;
    [before, row] = [row, next];
  }
  const slips = at(row, b.length);
  return slips <= limit ? slips : undefined;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
