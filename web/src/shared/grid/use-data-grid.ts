import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { GridContext } from "./grid-context";
import { type Items, listItems } from "./items";
import { narrowLayout } from "./narrow";
import type { DataGridProps } from "./props";
import { seenRows } from "./seen-rows";
import { useActiveRow } from "./use-active-row";
import { useColumns } from "./use-columns";
import { useGridCommands } from "./use-grid-commands";
import { useGridFocus } from "./use-grid-focus";
import { useNeedMore } from "./use-need-more";
import { useResize } from "./use-resize";
import { useRoom } from "./use-room";
import { useRowEvents } from "./use-row-events";
import { useScroller } from "./use-scroller";
import { useSizes } from "./use-sizes";
import { useTicks } from "./use-ticks";
import { useWidth } from "./use-width";

/** The height of the line with the heads of the columns, px. */
const headHeight = 28;
/** Up to here a row has two lines; it is also where the tokens begin to make room for fingers. */
const narrowest = 640;

/** All that a grid knows and does; what it looks like is elsewhere. */
export function useDataGrid<T>(props: DataGridProps<T>) {
  const { rows, rowKey, selected, onSelect, hasMore = false, shortcuts = true, sort, query } = props;
  const columns = useColumns({ name: props.name, columns: props.columns, sort, onSort: props.onSort });
  const { dragged, edge } = useResize(columns.setWidth);
  const container = useWidth();
  const isNarrow = container.width > 0 && container.width <= narrowest;
  const withTicks = props.ticked !== undefined;
  const narrow = useMemo(
    () => (isNarrow ? narrowLayout(columns.shown, withTicks) : undefined),
    [isNarrow, columns.shown, withTicks],
  );
  const items = useItems(props);
  const sizes = useSizes({ items, rows, tall: props.tall, narrow: narrow?.lines });
  const room = useRoom();
  const scroller = useScroller({ count: items.count, sizeOf: sizes.sizeOf, above: headHeight + room.room });
  const active = useActiveRow(rows, rowKey, selected);
  const focus = useGridFocus(scroller.element, active.index);
  const ticks = useTicks({ ...props, active: active.index });
  const seen = seenRows(items, scroller.items, scroller.from, scroller.to);
  useNeedMore({
    rows,
    seen,
    hasMore,
    waits: props.loadingMore === true || props.moreProblem !== undefined,
    onNeedMore: props.onNeedMore,
  });

  const { open, select } = useRowActions(props);
  const reveal = (index: number, middle = false) => scroller.reveal(items.ofRow(index), middle);
  const move = (index: number) => {
    active.go(index);
    reveal(index);
    focus.want();
    if (selected !== undefined) select(index); // the inspector goes along
  };
  const held = selected !== undefined || (props.ticked?.size ?? 0) > 0;
  const clear = () => {
    if (props.ticked?.size) ticks?.none();
    else if (selected !== undefined) onSelect?.(undefined);
    return held;
  };
  // Not before the width is known: a row may turn out to be twice as high.
  useRevealed(active.met && container.width > 0 ? selected : undefined, () => reveal(active.index, true));
  useStartAtTop(`${query}\u0000${sort?.by}\u0000${sort?.desc}`, scroller.toTop);
  useGridCommands({
    shortcuts,
    visited: active.visited,
    active: active.index,
    count: rows.length,
    move,
    open,
    clear,
    held,
  });

  const focusHead = () => scroller.element.current?.querySelector<HTMLElement>('[data-head][tabindex="0"]')?.focus();
  const page = Math.max(1, Math.floor(scroller.view / sizes.usual) - 1);
  const events = useRowEvents({
    count: rows.length,
    page,
    active: active.index,
    go: active.go,
    move,
    focusHead,
    open,
    select,
    clear,
    ticks,
  });
  return {
    container: container.ref,
    columns,
    /** With the edge that is being dragged. */
    widths: dragged ? { ...columns.widths, [dragged.id]: dragged.px } : columns.widths,
    edge,
    narrow,
    items,
    count: countOf(props, items),
    sizes,
    room,
    scroller,
    active,
    ticks,
    seen,
    events: { ...events, ...focus.inside },
    pointer: room.pointer,
    focusRows: focus.now,
    sortedBy: props.sortedBy ?? sortWords(props),
    keys: shortcuts ? { open: props.onOpen !== undefined, held } : undefined,
    context: useContextValue(props.label, isNarrow, shortcuts, columns, focus.now),
  };
}

function useItems<T>({ rows, groupOf, hasMore = false }: DataGridProps<T>) {
  const more = hasMore && rows.length > 0;
  const grouped = groupOf !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a function of the page is another one with every drawing, but what it says of a row is not.
  return useMemo(() => listItems({ rows, groupOf, more }), [rows, grouped, more]);
}

/** How many lines there are with those that are not loaded; undefined when nobody knows. */
function countOf<T>({ total, rows, hasMore = false }: DataGridProps<T>, items: Items): number | undefined {
  if (items.grouped) return hasMore ? undefined : items.count;
  if (typeof total === "number") return total;
  return hasMore || total ? undefined : rows.length;
}

function useRowActions<T>({ rows, rowKey, onSelect, onOpen, href }: DataGridProps<T>) {
  const open = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    if (onOpen) onOpen(row);
    else if (onSelect) onSelect(rowKey(row));
    else if (href) location.assign(href(row));
  };
  const select = (index: number) => {
    const row = rows[index];
    if (row !== undefined && onSelect) onSelect(rowKey(row));
    else open(index);
  };
  return { open, select };
}

/** What an address or the way back selects is brought into view; what was clicked is there already. */
function useRevealed(selected: string | undefined, reveal: () => void) {
  const latest = useRef(reveal);
  useLayoutEffect(() => {
    latest.current = reveal;
  });
  useLayoutEffect(() => {
    if (selected !== undefined) latest.current();
  }, [selected]);
}

/** Another question is another list, and begins at its beginning. */
function useStartAtTop(question: string, toTop: () => void) {
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    toTop();
  }, [question, toTop]);
}

function sortWords<T>({ sort, columns }: DataGridProps<T>): string | undefined {
  const title = columns.find(({ id }) => id === sort?.by)?.title;
  if (!sort || title === undefined) return undefined;
  return `${title.toLowerCase()} on the server${sort.desc ? ", descending" : ""}`;
}

/** The toolbar is drawn anew only when something in it changes, not with every row that comes into sight. */
function useContextValue(
  label: string,
  narrow: boolean,
  shortcuts: boolean,
  { all, changed, show, reset }: GridContext["columns"],
  focusRows: () => void,
): GridContext {
  const latest = useRef({ show, reset, focusRows });
  useLayoutEffect(() => {
    latest.current = { show, reset, focusRows };
  });
  const call = useMemo(
    () => ({
      show: (id: string, shown: boolean) => latest.current.show(id, shown),
      reset: () => latest.current.reset(),
      focusRows: () => latest.current.focusRows(),
    }),
    [],
  );
  const look = JSON.stringify(all);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` is what the toolbar shows of `all`.
  const columns = useMemo(() => ({ all, changed, show: call.show, reset: call.reset }), [look, changed, call]);
  const focusCall = useCallback(() => call.focusRows(), [call]);
  return useMemo(
    () => ({ label, narrow, shortcuts, columns, focusRows: focusCall }),
    [label, narrow, shortcuts, columns, focusCall],
  );
}
