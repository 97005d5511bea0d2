import { type KeyboardEvent, useState } from "react";
import { HeadCell } from "./head-cell";
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

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = event.target instanceof HTMLElement ? event.target.dataset["head"] : undefined;
    if (id === undefined) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "ArrowDown") onLeave();
    else if (step && event.shiftKey) widen(event.target as HTMLElement, id, step);
    else if (step) focusBeside(event.currentTarget, id, step);
    else return;
    event.preventDefault();
  };
  const widen = (target: HTMLElement, id: string, step: number) => {
    const width = target.closest<HTMLElement>('[role="columnheader"]')?.offsetWidth ?? 0;
    columns.setWidth(id, width + step * 16);
  };

  return (
    <div {...asGroup} className="sticky top-0 z-2">
      <div
        {...asRow(1)}
        {...{ onKeyDown }} // of the buttons in it: one handler for all of them
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
            onSort={() => columns.sortBy(column.id)}
            edge={narrow ? undefined : edge(column.id)}
          />
        ))}
      </div>
    </div>
  );
}

function focusBeside(head: HTMLElement, id: string, step: number) {
  const heads = [...head.querySelectorAll<HTMLElement>("[data-head]")];
  heads[heads.findIndex((element) => element.dataset["head"] === id) + step]?.focus();
}
