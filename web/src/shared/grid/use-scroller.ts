import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import { fitScale, follow, type Place, placeAt } from "./scale";

/**
 * How many rows are drawn beyond what is seen, at either end, for scrolling that is ahead of drawing. Where it jumps from
 * screen to screen, what is just beyond is not seen either, and would only take time.
 */
const overscan = { steady: 8, jumping: 1 };
/** Without a layout, before the first one and in tests, a screenful is drawn. */
const unseen = { width: 0, height: 640 };
/** How long nothing has to move until scrolling counts as over, ms. */
const stillness = 150;

type Rows = Virtualizer<HTMLDivElement, Element>;

interface Options {
  count: number;
  sizeOf: (index: number) => number;
  /** What stands over the rows inside of what scrolls: the head, and a notice, px. */
  above: number;
  /** The place of the first item: when it changes, items have come or gone before those that stay. */
  start: number;
}

export type Scroller = ReturnType<typeof useScroller>;

/** The element that scrolls, and which of the items are drawn where in it. */
export function useScroller({ count, sizeOf, above, start }: Options) {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(unseen);
  const [, draw] = useReducer((n: number) => n + 1, 0);
  const place = useRef<Place>({ bar: 0, rows: 0 });
  const drawn = useRef(0);
  const jumping = useRef(false);
  const tell = useRef<(rows: number, moving: boolean) => void>(() => undefined);
  const scaled = useRef({ scale: fitScale(0, 0), view: 0 });

  const moveTo = useCallback((rows: number) => {
    const scroll = element.current;
    if (!scroll) return;
    const to = placeAt(scaled.current.scale, rows);
    if (Math.abs(scroll.scrollTop - to.bar) >= 1) scroll.scrollTop = to.bar;
    const bar = scroll.scrollTop;
    place.current = { bar, rows: bar + Math.round(to.rows - bar) };
    tell.current(place.current.rows, false);
    if (place.current.rows - bar !== drawn.current) draw();
  }, []);

  const observeElementRect = useCallback(({ scrollElement }: Rows, report: (rect: typeof unseen) => void) => {
    if (!scrollElement) return;
    const measure = () => {
      const { clientWidth: width, clientHeight } = scrollElement;
      const height = clientHeight || unseen.height;
      report({ width, height });
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(scrollElement);
    return () => observer.disconnect();
  }, []);

  const observeElementOffset = useCallback(
    ({ scrollElement }: Rows, report: (rows: number, moving: boolean) => void) => {
      if (!scrollElement) return;
      tell.current = report;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const rest = () => {
        jumping.current = false;
        const { scale } = scaled.current;
        // Only now does the scrollbar go where it belongs: written while it moves, it would stop the movement.
        if (scale.rows === scale.bar) report(place.current.rows, false);
        else moveTo(place.current.rows);
      };
      const onScroll = () => {
        const { scale, view } = scaled.current;
        const from = place.current.rows;
        place.current = follow(scale, place.current, scrollElement.scrollTop, view);
        jumping.current = Math.abs(place.current.rows - from) > view / 2;
        clearTimeout(timer);
        timer = setTimeout(rest, stillness);
        report(place.current.rows, true);
      };
      scrollElement.addEventListener("scroll", onScroll, { passive: true });
      return () => {
        clearTimeout(timer);
        scrollElement.removeEventListener("scroll", onScroll);
      };
    },
    [moveTo],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another function, and the virtualizer asks for all sizes anew.
  const getItemKey = useCallback((index: number) => index, [sizeOf]);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    estimateSize: sizeOf,
    getItemKey,
    overscan: jumping.current ? overscan.jumping : overscan.steady,
    getScrollElement: () => element.current,
    initialRect: unseen,
    observeElementRect,
    observeElementOffset,
    scrollToFn: () => undefined, // it knows nothing of the scale; moveTo does it
  });

  const view = Math.max(0, size.height - above);
  const total = virtualizer.getTotalSize();
  const scale = useMemo(() => fitScale(total, view), [total, view]);
  const anchor = useRef({ sizeOf, start, index: 0, inside: 0 });
  useLayoutEffect(() => {
    const before = scaled.current.scale;
    scaled.current = { scale, view };
    const moved = anchor.current.start - start;
    const first = virtualizer.measurementsCache[Math.max(0, anchor.current.index + moved)];
    // The row at the top stays there when rows get other heights or come before it, and everything does when more of them
    // come at the end.
    if ((anchor.current.sizeOf !== sizeOf || moved !== 0) && first)
      moveTo(first.start + Math.min(anchor.current.inside, first.size));
    else if (scale.rows !== scale.bar || before.rows !== before.bar) moveTo(place.current.rows);
  }, [scale, view, sizeOf, start, virtualizer, moveTo]);

  const shift = place.current.rows - place.current.bar;
  useLayoutEffect(() => {
    drawn.current = shift;
    const { rows } = place.current;
    const first = rows > 0 ? virtualizer.getVirtualItemForOffset(rows) : undefined;
    anchor.current = { sizeOf, start, index: first?.index ?? 0, inside: first ? rows - first.start : 0 };
  });

  /** Brings an item into view: into the middle when it was somewhere else, to the next edge when it is a step away. */
  const reveal = useCallback(
    (index: number, middle = false) => {
      const item = virtualizer.measurementsCache[index];
      if (!item) return;
      const { rows } = place.current;
      const seen = scaled.current.view;
      if (item.start >= rows && item.end <= rows + seen) return;
      if (middle) moveTo(item.start - (seen - item.size) / 2);
      else moveTo(item.start < rows ? item.start : item.end - seen);
    },
    [virtualizer, moveTo],
  );

  return {
    element,
    size,
    view,
    /** What is drawn, one after the other. */
    items: virtualizer.getVirtualItems(),
    /** Any item, drawn or not. */
    item: (index: number) => virtualizer.measurementsCache[index],
    height: scale.height,
    shift,
    /** Whether what is seen is known. It is not while rows that came before the others have moved nothing yet. */
    settled: anchor.current.start === start,
    /** The part of the rows that is seen, px. */
    from: place.current.rows,
    to: place.current.rows + view,
    reveal,
    moveTo,
    toTop: useCallback(() => moveTo(0), [moveTo]),
    by: (px: number) => moveTo(place.current.rows + px),
  };
}
