import { type CSSProperties, memo, type ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import type { Column } from "./column";
import type { NarrowLayout } from "./narrow";
import { asCell, asRow, columnLine } from "./roles";
import { RowBars } from "./row-bars";
import { TickBox } from "./tick-box";

export interface RowProps<T> {
  /** Not there yet: bars stand in its place. */
  row: T | undefined;
  rowKey: string;
  /** Its place among the rows, and among all lines of the grid as a screen reader counts them. */
  index: number;
  line: number;
  columns: readonly Column<T>[];
  linkId: string | undefined;
  href: string | undefined;
  narrow: NarrowLayout<T> | undefined;
  height: number;
  /** Where it stands when it is kept, for the focus, although it is out of sight. */
  top: number | undefined;
  /** Undefined where rows are not selected. */
  selected: boolean | undefined;
  /** The keyboard is at it. */
  active: boolean;
  /** Undefined where rows cannot be ticked. */
  ticked: boolean | undefined;
  /** Whose change shows in cells although no row has changed: the clock that times are formatted by. */
  stamp: string;
}

const look =
  "group/row grid w-full border-b -outline-offset-2 contain-content select-text data-selected:border-accent-tint-2 data-selected:bg-accent-tint data-selected:shadow-[inset_2px_0_0_var(--accent)]";

function PlainRow<T>(props: RowProps<T>) {
  const { row, rowKey, index, line, columns, narrow, height, top, selected, active, ticked } = props;
  const style: CSSProperties = { height };
  if (top !== undefined) Object.assign(style, { position: "absolute", top, left: 0 });
  return (
    // What happens in it, the grid hears: a handler in each of fifty rows would be made anew with every step of the wheel.
    <div
      {...asRow(line, { selected: ticked ?? selected, current: ticked !== undefined && selected === true })}
      data-row={index}
      data-selected={selected || undefined}
      tabIndex={active ? 0 : -1}
      style={style}
      className={cx(
        look,
        !selected && "border-line-faint hover:bg-hover",
        narrow
          ? cx("grid-cols-(--grid-narrow) content-center px-3", narrow.lines === 2 && "grid-rows-[22px_20px]")
          : "grid-cols-(--grid-columns) items-center",
      )}
    >
      {ticked === undefined ? null : <TickBox ticked={ticked} what={rowKey} narrow={narrow !== undefined} />}
      {row === undefined ? (
        <RowBars columns={columns} narrow={narrow} seed={index} ticks={ticked !== undefined} />
      ) : narrow ? (
        <NarrowCells {...props} row={row} layout={narrow} />
      ) : (
        columns.map((column, place) => (
          <div
            key={column.id}
            {...asCell(columnLine(place, ticked !== undefined))}
            className={cx(
              "px-cell last:pr-4",
              ticked === undefined && "first:pl-4",
              // What is cut has a layer's worth of work in every frame of scrolling, and numbers are never too long.
              column.align === "right" ? "whitespace-nowrap text-right" : "truncate-line",
            )}
          >
            <Content {...props} row={row} column={column} />
          </div>
        ))
      )}
    </div>
  );
}

function NarrowCells<T>(props: RowProps<T> & { row: T; layout: NarrowLayout<T> }) {
  const { layout, ticked, columns, linkId } = props;
  const indented = columns.some((column) => column.id === linkId && column.icon);
  return layout.cells.map(({ column, line, track }) => (
    <div
      key={column.id}
      {...asCell(columnLine(columns.indexOf(column), ticked !== undefined))}
      style={{ gridRow: line, gridColumn: track }}
      className={cx(
        "truncate-line",
        line === 1 ? "leading-[22px]" : "text-fg-2 text-small leading-5",
        track > layout.first && "flex items-center justify-end pl-2",
        track === layout.first && line === 2 && indented && "pl-[22px]",
      )}
    >
      <Content {...props} column={column} />
    </div>
  ));
}

function Content<T>({ row, column, linkId, href }: RowProps<T> & { row: T; column: Column<T> }): ReactNode {
  const kind = column.icon?.(row);
  const content = column.cell(row);
  if (!kind && column.id !== linkId) return content;
  return (
    <span className={cx("flex min-w-0 items-center gap-2", column.align === "right" && "justify-end")}>
      {kind ? (
        <kind.icon
          role="img"
          aria-label={kind.word}
          size={14}
          strokeWidth={1.75}
          className="shrink-0 text-fg-3 group-data-selected/row:text-accent"
        />
      ) : null}
      {column.id === linkId && href !== undefined ? (
        // Not dragged, so that dragging over the name marks it, as any other text: see markable in row-hit.ts.
        <a href={href} tabIndex={-1} draggable={false} data-row-link className="min-w-0 outline-none">
          {content}
        </a>
      ) : (
        <span className="min-w-0">{content}</span>
      )}
    </span>
  );
}

/** Drawn again only when something of it has changed, though all of its fields have been read anew. */
export const Row = memo(PlainRow, sameRow) as typeof PlainRow;

function sameRow<T>(before: RowProps<T>, after: RowProps<T>): boolean {
  const names = Object.keys(after) as (keyof RowProps<T>)[];
  return names.every((name) => before[name] === after[name] || (name === "row" && sameFields(before.row, after.row)));
}

/** Whether two rows say the same, as far as one can tell without looking into what they hold. */
function sameFields(before: unknown, after: unknown): boolean {
  if (typeof before !== "object" || typeof after !== "object" || !before || !after) return false;
  const [old, now] = [new Map(Object.entries(before)), Object.entries(after)];
  return old.size === now.length && now.every(([name, value]) => old.has(name) && Object.is(old.get(name), value));
}
