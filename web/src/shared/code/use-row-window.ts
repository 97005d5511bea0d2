import { type UIEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { fitScale, follow, type Place, placeAt } from "@/shared/grid/scale";
import type { Box } from "./use-box";

/** Rows that are drawn beyond either end of what is seen. */
const overscan = 16;
/** How long nothing has to move until scrolling counts as over, ms. */
const stillness = 150;

export interface RowWindow {
  /** Go on the element that scrolls. */
  props: { ref: Box["ref"]; onScroll: (event: UIEvent<HTMLElement>) => void };
  /** How many whole rows are seen. */
  page: number;
  /** The height of what is scrolled, and how far down in it row `first` stands. */
  height: number;
  top: number;
  /** The rows that are drawn: first, and one behind the last. */
  first: number;
  end: number;
  /** Brings a row into view: into the middle, or no further than needed. */
  reveal: (row: number, where: "middle" | "nearest") => void;
}

/**
 * Which of many rows are drawn, all of them equally high. There is nothing to measure and nothing kept for a row, so ten
 * million of them cost no more than ten; the grid's scale keeps their height within what a browser can scroll.
 */
export function useRowWindow(count: number, rowHeight: number, box: Box): RowWindow {
  const { element, height: seen } = box;
  const [place, setPlace] = useState<Place>({ bar: 0, rows: 0 });
  const scale = useMemo(() => fitScale(count * rowHeight, seen), [count, rowHeight, seen]);
  const latest = useRef({ scale, place, seen, rowHeight });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => {
    latest.current = { scale, place, seen, rowHeight };
  });

  const moveTo = useCallback(
    (rows: number) => {
      const to = placeAt(latest.current.scale, rows);
      if (element.current) element.current.scrollTop = to.bar;
      const bar = element.current?.scrollTop ?? to.bar; // rounded by the browser
      setPlace({ bar, rows: bar + Math.round(to.rows - bar) });
    },
    [element],
  );

  const onScroll = useCallback(
    ({ currentTarget }: UIEvent<HTMLElement>) => {
      const { scale: present, place: from, seen: view } = latest.current;
      if (currentTarget.scrollTop === from.bar) return;
      const next = follow(present, from, currentTarget.scrollTop, view);
      latest.current.place = next;
      setPlace(next);
      clearTimeout(timer.current);
      // Only when it stands still does the scrollbar go where it belongs: written before, it would stop the movement.
      if (present.rows !== present.bar) timer.current = setTimeout(() => moveTo(latest.current.place.rows), stillness);
    },
    [moveTo],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  // Rows have come or gone, or what they are seen through has another height.
  const held = useRef(scale);
  useLayoutEffect(() => {
    if (held.current === scale) return;
    held.current = scale;
    moveTo(latest.current.place.rows);
  }, [scale, moveTo]);

  const reveal = useCallback(
    (row: number, where: "middle" | "nearest") => {
      const { place: at, seen: view, rowHeight: height } = latest.current;
      const [start, end] = [row * height, (row + 1) * height];
      if (start >= at.rows && end <= at.rows + view) return;
      if (where === "middle") moveTo(start - (view - height) / 2);
      else moveTo(start < at.rows ? start : end - view);
    },
    [moveTo],
  );

  const first = Math.max(0, Math.floor(place.rows / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((place.rows + seen) / rowHeight) + overscan);
  return {
    props: { ref: box.ref, onScroll },
    page: Math.max(1, Math.floor(seen / rowHeight)),
    height: scale.height,
    top: first * rowHeight - (place.rows - place.bar),
    first: Math.min(first, Math.max(0, count - 1)),
    end,
    reveal,
  };
}
