// Bounds that keep it within a few frames, whatever names there are.
const maxNames = 10_000;
const maxLength = 80;
const maxSlips = 4;

/**
 * The name that somebody probably meant: the one with the fewest slips of the finger (a letter too many, one missing, a
 * wrong one, two swapped), no more than four and than one in three letters. The case does not count.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const target = wanted.trim().toLowerCase().slice(0, maxLength);
  let best: string | undefined;
  let limit = Math.min(maxSlips, Math.floor(target.length / 3));
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
  let before: Row = { slips: [], least: far };
  let row: Row = { slips: Array.from({ length: b.length + 1 }, (_, column) => column), least: 0 };
  for (let i = 1; i <= a.length; i++) {
    const next = rowAfter(row, before, a, b, i, limit);
    // A swap reaches back over one row, so both must be beyond the limit.
    if (next.least > limit && row.least > limit) return undefined;
    [before, row] = [row, next];
  }
  const slips = at(row, b.length);
  return slips <= limit ? slips : undefined;
}

/** How many slips lie between the first letters of one name and each beginning of the other. */
interface Row {
  slips: number[];
  least: number;
}

function rowAfter(row: Row, before: Row, a: string, b: string, i: number, limit: number): Row {
  const next: Row = { slips: Array<number>(b.length + 1).fill(far), least: i };
  next.slips[0] = i;
  // What lies further from the diagonal than the limit is further than the limit itself.
  for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
    const typed = Math.min(at(next, j - 1), at(row, j), at(row, j - 1) - (a[i - 1] === b[j - 1] ? 1 : 0)) + 1;
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    const slips = swapped ? Math.min(typed, at(before, j - 2) + 1) : typed;
    next.slips[j] = slips;
    next.least = Math.min(next.least, slips);
  }
  return next;
}

const far = Number.MAX_SAFE_INTEGER;

function at({ slips }: Row, index: number): number {
  return slips[index] ?? far;
}
