/** What stands in the list at one place: a row, the head of a group, or the end of what is loaded. */
type Item = { kind: "row"; row: number } | { kind: "group"; id: string } | { kind: "more" };

/** The list as it is drawn: rows, with heads between groups and a last line while there is more. */
export interface Items {
  count: number;
  /** Heads stand between the rows. */
  grouped: boolean;
  at: (index: number) => Item;
  /** Where a row stands. */
  ofRow: (row: number) => number;
}

interface Options<T> {
  rows: readonly (T | undefined)[];
  groupOf: ((row: T) => string) | undefined;
  more: boolean;
}

export function listItems<T>({ rows, groupOf, more }: Options<T>): Items {
  const list = groupOf ? grouped(rows, groupOf) : plain(rows.length);
  if (!more) return list;
  return { ...list, count: list.count + 1, at: (index) => (index === list.count ? { kind: "more" } : list.at(index)) };
}

// Without groups nothing is built: there may be a million rows.
function plain(count: number): Items {
  return { count, grouped: false, at: (index) => ({ kind: "row", row: index }), ofRow: (row) => row };
}

/** Rows come sorted by their group; a head stands wherever it changes. A row not loaded yet belongs to the one before it. */
function grouped<T>(rows: readonly (T | undefined)[], groupOf: (row: T) => string): Items {
  const list: Item[] = [];
  const places = new Uint32Array(rows.length);
  let present: string | undefined;
  for (let row = 0; row < rows.length; row++) {
    const value = rows[row];
    const group = value === undefined ? present : groupOf(value);
    if (group !== undefined && group !== present) list.push({ kind: "group", id: group });
    present = group;
    places[row] = list.length;
    list.push({ kind: "row", row });
  }
  return {
    count: list.length,
    grouped: true,
    at: (index) => list[index] ?? { kind: "more" },
    ofRow: (row) => places[row] ?? 0,
  };
}
