import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/**
 * Where a column goes when the grid is narrow and a row has two lines: what it is and under it `second`, and at the right
 * pairs of `right` over `right-second`, in the order of the columns. What says nothing is not shown there.
 */
type NarrowPlace = "title" | "second" | "right" | "right-second" | "hidden";

/** One column of a grid. Keep the list of them outside the component: rows are drawn again when it is another one. */
export interface Column<T> {
  id: string;
  /** Its whole name: in the menu, in "sorted by …", for screen readers. */
  title: string;
  /** What stands in the head when the name is wider than the column. */
  short?: string;
  /** What stands in the row. It sees the row only; what changes by itself, an age for example, is a component. */
  cell: (row: T) => ReactNode;
  /** What kind of thing the row is, before the cell. */
  icon?: (row: T) => { icon: LucideIcon; word: string };
  /** Fixed, or at least so wide and then a share of what is left. Never by its content: columns do not jump. */
  width: number | { min: number; grow?: number };
  /** Numbers. They are not cut off, so the column never gets narrower than it was made. */
  align?: "right";
  /** The server can sort by it; the way it does first. */
  sort?: "asc" | "desc";
  /** The name, which carries the row's link. Without a mark it is the first column. It cannot be hidden. */
  link?: boolean;
  /** Only shown to those who ask for it. */
  optional?: boolean;
  narrow?: NarrowPlace;
}

/** What the server sorted by, and what it is asked to sort by. */
export interface Sort {
  by: string;
  desc: boolean;
}

/** The column that carries the link. */
export function linkColumn<T>(columns: readonly Column<T>[]): Column<T> | undefined {
  return columns.find(({ link }) => link) ?? columns[0];
}

/** The least and the most a person may set a width to, px. */
const widthLimits = { min: 48, max: 2_000 };

export function clampWidth(px: number): number {
  return Math.round(Math.min(widthLimits.max, Math.max(widthLimits.min, px)));
}
