// Ticked rows, by key: what bulk actions work on. Ticks hold for what is loaded; a row that leaves the list keeps its tick.

type Rows<T> = readonly (T | undefined)[];
type KeyOf<T> = (row: T) => string;

export function toggled(ticked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Also everything between two rows, both included. */
export function extended<T>(
  ticked: ReadonlySet<string>,
  rows: Rows<T>,
  keyOf: KeyOf<T>,
  from: number,
  to: number,
): ReadonlySet<string> {
  const next = new Set(ticked);
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const row = rows[index];
    if (row !== undefined) next.add(keyOf(row));
  }
  return next;
}

/** All that are loaded, whatever the server has beyond them. */
export function allLoaded<T>(rows: Rows<T>, keyOf: KeyOf<T>): ReadonlySet<string> {
  return extended(new Set(), rows, keyOf, 0, rows.length - 1);
}
