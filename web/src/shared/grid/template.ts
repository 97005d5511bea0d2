import type { Column } from "./column";

/** How wide the column with the boxes is, px. */
const tickWidth = 36;

interface Options<T> {
  columns: readonly Column<T>[];
  /** Widths that a person set. */
  widths: Readonly<Record<string, number>>;
  ticks: boolean;
}

/** The CSS grid of head and rows, and the width below which they scroll sideways instead of getting narrower. */
export function gridTemplate<T>({ columns, widths, ticks }: Options<T>): { template: string; min: number } {
  const tracks = columns.map((column) => track(chosenWidth(column, widths[column.id])));
  if (ticks) tracks.unshift(track(tickWidth));
  return {
    template: tracks.map(({ css }) => css).join(" "),
    min: tracks.reduce((sum, { min }) => sum + min, 0),
  };
}

function chosenWidth<T>({ width, align }: Column<T>, chosen: number | undefined): Column<T>["width"] {
  if (chosen === undefined) return width;
  const least = align === "right" ? (typeof width === "number" ? width : width.min) : 0;
  return Math.max(least, chosen);
}

function track(width: Column<never>["width"]): { css: string; min: number } {
  if (typeof width === "number") return { css: `${width}px`, min: width };
  return { css: `minmax(${width.min}px,${width.grow ?? 1}fr)`, min: width.min };
}
