import type { Tape } from "@/live/tape";
import type { Found } from "./filter";

/** What is scrolled through: all rows, or those that were found. A line keeps its number while old ones go. */
export interface Lines {
  first: number;
  end: number;
  rowOf: (line: number) => number;
  lineOf: (row: number) => number | undefined;
}

export function linesOf(tape: Tape, found: Found | undefined): Lines {
  if (!found) {
    const { first, end } = tape;
    return { first, end, rowOf: (line) => line, lineOf: (row) => (row >= first && row < end ? row : undefined) };
  }
  const { rows, gone } = found;
  return {
    first: gone,
    end: gone + rows.length,
    rowOf: (line) => rows[line - gone] ?? -1,
    lineOf: (row) => {
      const index = rows.indexOf(row);
      return index < 0 ? undefined : gone + index;
    },
  };
}
