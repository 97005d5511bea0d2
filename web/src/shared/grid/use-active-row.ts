import { useState } from "react";
import { locate } from "./locate";

type Rows<T> = readonly (T | undefined)[];

interface Active<T> {
  rows: Rows<T>;
  selected: string | undefined;
  /** The selected row has been found among the rows. */
  met: boolean;
  index: number;
  key: string | undefined;
  /** Somebody has been there, so that the next step goes on from it. */
  visited: boolean;
}

/**
 * The row that the keyboard is at. It is remembered by its key, so it stays the same row when the list is sorted or read
 * again; when it is gone, the one in its place takes over. A selection made elsewhere, by the address for example, moves it.
 */
export function useActiveRow<T>(rows: Rows<T>, keyOf: (row: T) => string, selected: string | undefined) {
  const [state, setState] = useState<Active<T>>(() =>
    next(
      { rows: [], selected: undefined, met: false, index: 0, key: undefined, visited: false },
      rows,
      keyOf,
      selected,
    ),
  );
  let active = state;
  if (state.rows !== rows || state.selected !== selected) {
    active = next(state, rows, keyOf, selected);
    setState(active);
  }
  const go = (index: number) => {
    const row = rows[index];
    setState((old) => ({ ...old, index, key: row === undefined ? undefined : keyOf(row), visited: true }));
  };
  return { index: active.index, visited: active.visited, met: active.met, go };
}

function next<T>(old: Active<T>, rows: Rows<T>, keyOf: (row: T) => string, selected: string | undefined): Active<T> {
  const looked = selected !== undefined && (selected !== old.selected || !old.met);
  const at = looked ? locate(rows, keyOf, selected, old.index) : -1;
  if (at >= 0) return { rows, selected, met: true, index: at, key: selected, visited: true };
  const met = !looked && old.met;
  const found = old.visited ? locate(rows, keyOf, old.key, old.index) : -1;
  if (found >= 0) return { ...old, rows, selected, met, index: found };
  const index = old.visited ? Math.min(old.index, Math.max(0, rows.length - 1)) : 0;
  const row = rows[index];
  return { ...old, rows, selected, met, index, key: row === undefined ? undefined : keyOf(row) };
}
