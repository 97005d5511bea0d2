import { type Column, linkColumn } from "./column";

interface NarrowCell<T> {
  column: Column<T>;
  /** Its row and column in the grid of the two lines. */
  line: 1 | 2;
  track: number;
}

/** How a row stands when it has two lines, and which columns are in it. */
export interface NarrowLayout<T> {
  cells: readonly NarrowCell<T>[];
  /** The track of the name; before it is only the box. */
  first: number;
  /** One when no column goes into the second. */
  lines: 1 | 2;
  template: string;
}

/** With the padding of the row it makes a target of 44 px. */
const narrowTick = 32;

const widthOf = <T>(column: Column<T> | undefined) =>
  column === undefined ? 0 : typeof column.width === "number" ? column.width : column.width.min;

/** Lays the shown columns out in two lines: the name over `second`, and at the right pairs of `right` over `right-second`. */
export function narrowLayout<T>(columns: readonly Column<T>[], ticks: boolean): NarrowLayout<T> {
  const link = linkColumn(columns);
  const first = ticks ? 2 : 1;
  const at = (place: Column<T>["narrow"]) =>
    columns.filter((column) => (column.narrow ?? (column === link ? "title" : "hidden")) === place);
  const [title, second, right, rightSecond] = [at("title"), at("second"), at("right"), at("right-second")];
  const cells: NarrowCell<T>[] = [
    ...title.slice(0, 1).map((column) => ({ column, line: 1 as const, track: first })),
    ...second.slice(0, 1).map((column) => ({ column, line: 2 as const, track: first })),
    ...right.map((column, index) => ({ column, line: 1 as const, track: first + 1 + index })),
    ...rightSecond.map((column, index) => ({ column, line: 2 as const, track: first + 1 + index })),
  ];
  const pairs = Array.from({ length: Math.max(right.length, rightSecond.length) }, (_, index) =>
    Math.max(widthOf(right[index]), widthOf(rightSecond[index])),
  );
  const tracks = ["minmax(0,1fr)", ...pairs.map((px) => `${px + 8}px`)];
  return {
    first,
    lines: cells.some(({ line }) => line === 2) ? 2 : 1,
    cells,
    template: (ticks ? [`${narrowTick}px`, ...tracks] : tracks).join(" "),
  };
}
