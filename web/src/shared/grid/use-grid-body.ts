import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { BodyProps } from "./grid-body";
import { type Items, listItems } from "./items";
import type { DataGridProps } from "./props";
import { seenRows } from "./seen-rows";
import { useActiveRow } from "./use-active-row";
import { useGridCommands } from "./use-grid-commands";
import { useGridFocus } from "./use-grid-focus";
import { useKeptPlace } from "./use-kept-place";
import { useNeedEarlier, useNeedMore } from "./use-need-more";
import { useRoom } from "./use-room";
import { useRowEvents } from "./use-row-events";
import { useScroller } from "./use-scroller";
import { useSeen } from "./use-seen";
import { useSizes } from "./use-sizes";

/** The height of the line with the heads of the columns, px: with a pointer, and with a finger. */
const [head, narrowHead] = [28, 36];

/** All that happens among the rows: scrolling, the keyboard's row, what is selected, what is wanted from the server. */
export function useGridBody<T>({ grid, ticks, narrow, measured, handle }: BodyProps<T>) {
  const { rows, rowKey, selected, hasMore = false, shortcuts = true, sort, query } = grid;
  const items = useItems(grid);
  const sizes = useSizes({ items, rows, tall: grid.tall, narrow: narrow?.lines });
  const room = useRoom();
  const headHeight = narrow ? narrowHead : head;
  const scroller = useScroller({
    count: items.count,
    sizeOf: sizes.sizeOf,
    above: headHeight + room.room,
    start: grid.start ?? 0,
  });
  const active = useActiveRow(rows, rowKey, selected);
  const focus = useGridFocus(scroller.element, active.index);
  const seen = seenRows(items, scroller.items, scroller.from, scroller.to);
  const waits = grid.loadingMore === true || grid.moreProblem !== undefined || !scroller.settled;
  useNeedMore({ rows, seen, hasMore, waits, onNeedMore: grid.onNeedMore });
  useNeedEarlier(rows, seen, scroller.settled ? grid.onNeedEarlier : undefined);
  useSeen(rows, seen, scroller.settled ? grid.onSeen : undefined);

  const ticked = grid.ticked?.size ?? 0;
  const held = selected !== undefined || ticked > 0;
  const { open, select } = rowActions(grid);
  const reveal = (index: number, middle = false) => scroller.reveal(items.ofRow(index), middle);
  const move = (index: number) => {
    active.go(index);
    reveal(index);
    focus.want();
    if (selected !== undefined) select(index); // the inspector goes along
  };
  const clear = () => {
    if (ticked > 0) ticks?.none();
    else if (selected !== undefined) grid.onSelect?.(undefined);
    return held;
  };
  useRevealed(active.met && measured ? selected : undefined, () => reveal(active.index, true));
  useStartAtTop(`${query}\u0000${sort?.by}\u0000${sort?.desc}`, scroller.toTop);
  useKeptPlace({
    name: grid.name,
    rows: scroller.from,
    index: active.index,
    ready: measured && rows.length > 0,
    elsewhere: grid.onSeen !== undefined || selected !== undefined,
    onReturn: (to) => {
      active.go(Math.min(to.index, rows.length - 1));
      scroller.moveTo(to.rows);
    },
  });
  const act = { active: active.index, count: rows.length, move, open, clear };
  const page = Math.max(1, Math.floor(scroller.view / sizes.usual) - 1);
  useGridCommands({ ...act, shortcuts, visited: active.visited, held });
  useLayoutEffect(() => {
    handle.current.focusRows = focus.now;
    if (!grid.handle) return;
    const turn = (by: 1 | -1) => scroller.by(by * page * sizes.usual);
    grid.handle.current = { focusRows: focus.now, page: turn, top: scroller.toTop };
  });
  const focusHead = () => scroller.element.current?.querySelector<HTMLElement>('[data-head][tabindex="0"]')?.focus();
  const events = useRowEvents({ ...act, page, go: active.go, focusHead, select, ticks });
  return {
    items,
    count: countOf(grid, items),
    sizes,
    room,
    scroller,
    headHeight,
    active: active.index,
    events: { ...events, ...focus.inside },
    pointer: room.pointer,
    foot: {
      seen,
      loaded: rows.length,
      hasMore,
      total: grid.total,
      ticked,
      onUntick: () => ticks?.none(),
      sortedBy: grid.range === undefined ? (grid.sortedBy ?? sortWords(grid)) : undefined,
      range: grid.range,
      keys: shortcuts ? { held } : undefined,
    },
  };
}

function useItems<T>({ rows, groupOf, hasMore = false }: DataGridProps<T>): Items {
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

function rowActions<T>({ rows, rowKey, onSelect, onOpen, href }: DataGridProps<T>) {
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
