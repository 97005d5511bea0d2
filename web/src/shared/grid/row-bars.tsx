import { cx } from "@/shared/lib/cx";
import type { Column } from "./column";
import type { NarrowLayout } from "./narrow";
import { asCell, columnLine } from "./roles";

interface Props<T> {
  columns: readonly Column<T>[];
  narrow: NarrowLayout<T> | undefined;
  /** Makes the rows differ, and each look the same every time. */
  seed: number;
  ticks: boolean;
}

/** Bars in the shape of a row that is not there yet. */
export function RowBars<T>({ columns, narrow, seed, ticks }: Props<T>) {
  const cells = narrow?.cells ?? columns.map((column) => ({ column, line: undefined, track: 0 }));
  return cells.map(({ column, line, track }, place) => (
    <div
      key={column.id}
      {...asCell(columnLine(columns.indexOf(column), ticks))}
      style={line ? { gridRow: line, gridColumn: track } : undefined}
      className={cx(
        "flex h-full items-center",
        narrow ? track > narrow.first && "pl-2" : "px-cell first:pl-4 last:pr-4",
        (narrow ? track > narrow.first : column.align === "right") && "justify-end",
      )}
    >
      <span className="h-2 max-w-40 rounded-[2px] bg-press" style={{ width: `${share(seed, place)}%` }} />
    </div>
  ));
}

/** 40 to 75 % of the column, the name a little less evenly. */
function share(seed: number, place: number): number {
  return 40 + ((seed * 23 + place * 41 + ((seed * seed) % 7) * 5) % 36);
}
