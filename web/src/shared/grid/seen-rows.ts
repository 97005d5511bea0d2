import type { Items } from "./items";
import type { RowRange } from "./use-need-more";

interface Drawn {
  index: number;
  start: number;
  end: number;
}

/** The rows of which at least half is seen. */
export function seenRows(items: Items, drawn: readonly Drawn[], from: number, to: number): RowRange {
  let [start, end] = [0, 0];
  for (const { index, start: top, end: bottom } of drawn) {
    const middle = (top + bottom) / 2;
    const item = items.at(index);
    if (item.kind !== "row" || middle < from || middle > to) continue;
    if (end === 0) start = item.row;
    end = item.row + 1;
  }
  return { start, end };
}
