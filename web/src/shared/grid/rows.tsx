import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import { clock } from "@/shared/lib/time";
import { GroupLine } from "./group-line";
import type { Items } from "./items";
import type { NarrowLayout } from "./narrow";
import type { DataGridProps } from "./props";
import { asGroup } from "./roles";
import { Row } from "./row";
import type { ColumnModel } from "./use-columns";
import type { Scroller } from "./use-scroller";

interface Props<T> {
  grid: DataGridProps<T>;
  columns: ColumnModel<T>;
  narrow: NarrowLayout<T> | undefined;
  items: Items;
  scroller: Scroller;
  /** The room left for a notice over them. */
  room: number;
  active: number;
}

/** What of the rows is drawn: what is seen, some around it, and the row the keyboard is at wherever it is. */
export function Rows<T>(props: Props<T>) {
  const { grid, items, scroller, room, active } = props;
  const { items: drawn, shift, height } = scroller;
  const stamp = clock.use(); // times in the cells are formatted while drawing
  const [first, last] = [drawn[0], drawn.at(-1)];
  const top = first ? first.start - shift : 0;
  const activeAt = items.ofRow(active);
  const kept = first && last && (activeAt < first.index || activeAt > last.index) ? scroller.item(activeAt) : undefined;
  return (
    // Rows follow one another under a padding and know nothing of where they are, so scrolling draws none of them anew.
    <div
      {...asGroup}
      className={cx("relative", grid.stale && "stale")}
      style={{ height, paddingTop: top, marginTop: room || undefined }}
    >
      {drawn.map(({ index, size }) => drawLine(props, stamp, index, size))}
      {/* At the end of the list that it is beyond: how far does not matter, and would make the list longer. */}
      {kept && first
        ? drawLine(props, stamp, activeAt, kept.size, activeAt < first.index ? 0 : height - kept.size)
        : null}
    </div>
  );
}

function drawLine<T>(props: Props<T>, stamp: string, index: number, size: number, top?: number): ReactNode {
  const { grid, columns, narrow, items, active } = props;
  const item = items.at(index);
  const line = index + 2; // the head is the first
  if (item.kind !== "row") {
    return (
      <GroupLine key={`${item.kind} ${index}`} line={line} columns={columns.shown.length} height={size}>
        {item.kind === "group"
          ? (grid.groupHead?.(item.id) ?? <b>{item.id}</b>)
          : (grid.moreProblem ?? <LoadingMore />)}
      </GroupLine>
    );
  }
  const row = grid.rows[item.row];
  const key = row === undefined ? undefined : grid.rowKey(row);
  return (
    <Row
      // A row keeps its element by its key, wherever it moves.
      key={key === undefined ? `gap ${item.row}` : `row ${key}`}
      row={row}
      rowKey={key ?? `row ${item.row + 1}`}
      index={item.row}
      line={line}
      columns={columns.shown}
      linkId={columns.link?.id}
      href={row === undefined ? undefined : grid.href?.(row)}
      narrow={narrow}
      height={size}
      top={top}
      selected={grid.onSelect ? key !== undefined && key === grid.selected : undefined}
      active={item.row === active}
      ticked={grid.onTick ? key !== undefined && grid.ticked?.has(key) === true : undefined}
      stamp={stamp}
    />
  );
}

function LoadingMore() {
  return <span className="text-fg-3">Loading more…</span>;
}
