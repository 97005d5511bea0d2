import type { AriaAttributes } from "react";
import type { Sort } from "./column";

// Rows are laid out by a CSS grid and only those in sight are drawn, which the elements of a table do not allow: browsers
// take the meaning from a <tr> that is not laid out as one. So the parts of the grid are divs that say what they are, and
// how many there are besides those that are drawn. The focus is on rows, not on cells.

interface Part extends AriaAttributes {
  role: string;
}

interface GridFacts {
  label: string;
  busy: boolean;
  /** All rows without the head, when that is known. */
  rows: number | undefined;
  columns: number;
  many: boolean;
}

export function asGrid({ label, busy, rows, columns, many }: GridFacts): Part {
  return {
    role: "grid",
    "aria-label": label,
    "aria-busy": busy || undefined,
    "aria-rowcount": rows === undefined ? -1 : rows + 1,
    "aria-colcount": columns,
    "aria-multiselectable": many || undefined,
  };
}

export const asGroup: Part = { role: "rowgroup" };

/** A line of the grid, counted from the head, which is the first. */
export function asRow(line: number, chosen?: { selected: boolean | undefined; current: boolean }): Part {
  if (!chosen) return { role: "row", "aria-rowindex": line };
  return {
    role: "row",
    "aria-rowindex": line,
    "aria-selected": chosen.selected,
    "aria-current": chosen.current ? "true" : undefined,
  };
}

export function asHead(column: number, sorted?: Sort): Part {
  const direction = sorted && (sorted.desc ? "descending" : "ascending");
  return { role: "columnheader", "aria-colindex": column, "aria-sort": direction };
}

export function asCell(column: number, span?: number): Part {
  return { role: "gridcell", "aria-colindex": column, "aria-colspan": span };
}

/** Which column it is, where the one with the boxes is counted too. */
export function columnLine(place: number, ticks: boolean): number {
  return place + (ticks ? 2 : 1);
}
