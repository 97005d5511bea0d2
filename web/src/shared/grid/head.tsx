import { type KeyboardEvent, useState } from "react";
import { HeadCell } from "./head-cell";
import { pressHead } from "./head-keys";
import type { NarrowLayout } from "./narrow";
import { asGroup, asHead, asRow, columnLine } from "./roles";
import { Box } from "./tick-box";
import type { ColumnModel } from "./use-columns";
import type { Edge } from "./use-resize";

interface Props<T> {
  columns: ColumnModel<T>;
  narrow: NarrowLayout<T> | undefined;
  /** How many of the loaded rows are ticked; undefined where rows cannot be ticked. */
  ticked: "none" | "some" | "all" | undefined;
  onTickAll: () => void;
  edge: (id: string) => Edge;
  /** The arrow down leads into the rows. */
  onLeave: () => void;
}

/** One line with the heads of the columns: one stop for Tab, and arrows move within. */
export function Head<T>({ columns, narrow, ticked, onTickAll, edge, onLeave }: Props<T>) {
  const [at, setAt] = useState<string>();
  const shown = narrow
    ? narrow.cells.filter(({ line }) => line === 1)
    : columns.shown.map((column) => ({ column, track: undefined }));
  const stop = shown.some(({ column }) => column.id === at) ? at : shown[0]?.column.id;

  const keys = { onKeyDown: (event: KeyboardEvent<HTMLElement>) => pressHead(event, columns, onLeave) };
  return (
    <div {...asGroup} className="sticky top-0 z-2">
      <div
        {...asRow(1)}
        {...keys}
        className={
          narrow
            ? "grid h-(--grid-head) grid-cols-(--grid-narrow) items-stretch border-line border-b bg-sub px-3"
            : "grid h-(--grid-head) grid-cols-(--grid-columns) items-stretch border-line border-b bg-sub"
        }
      >
        {ticked === undefined ? null : (
          <div {...asHead(1)} className={narrow ? "flex items-center" : "flex items-center pl-4"}>
            <Box state={ticked} label="Select all loaded" tabIndex={0} onClick={onTickAll} />
          </div>
        )}
        {shown.map(({ column, track }) => (
          <HeadCell
            key={column.id}
            column={column}
            line={columnLine(columns.shown.indexOf(column), ticked !== undefined)}
            track={track}
            right={narrow ? track !== narrow.first : column.align === "right"}
            sorted={columns.sorted?.by === column.id ? columns.sorted : undefined}
            stop={column.id === stop}
            onFocus={() => setAt(column.id)}
            onSort={column.sort && columns.sortBy}
            edge={narrow ? undefined : edge(column.id)}
          />
        ))}
      </div>
    </div>
  );
}
