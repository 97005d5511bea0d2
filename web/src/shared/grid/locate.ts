/**
 * Where the row with this key is, or -1. It is looked for where it was and around there first: a refresh rarely moves it
 * far, and an index of a million keys would cost more than it saves.
 */
export function locate<T>(
  rows: readonly (T | undefined)[],
  keyOf: (row: T) => string,
  key: string | undefined,
  near = 0,
): number {
  if (key === undefined) return -1;
  const is = (index: number) => {
    const row = rows[index];
    return row !== undefined && keyOf(row) === key;
  };
  const start = Math.min(Math.max(0, near), rows.length - 1);
  for (let step = 0; step < rows.length; step++) {
    if (is(start + step)) return start + step;
    if (step > 0 && is(start - step)) return start - step;
  }
  return -1;
}
