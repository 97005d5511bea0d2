import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { Lines } from "./lines";

/** So near to the end counts as at the end, px. */
const near = 8;

interface Scrolling {
  /** The lines to draw, oldest first. */
  from: number;
  to: number;
  /** Where the first of them stands below the top of all lines, px. */
  offset: number;
  /** How high all lines are together, px. */
  height: number;
  following: boolean;
  onScroll: () => void;
  follow: () => void;
  /** Brings a line into sight; following ends there. */
  reveal: (line: number) => void;
}

/**
 * Scrolling through lines that come at the end and go at the beginning. Following, the last ones are drawn and the
 * position is set in the same turn, so that nothing blank is ever painted; scrolled up, what is looked at stays where it
 * is while older lines go.
 */
export function useScrolling(
  scroller: RefObject<HTMLElement | null>,
  lines: Lines,
  size: number,
  room: number,
): Scrolling {
  // The line at the top, and how much of it is out of sight; following when there is none.
  const [top, setTop] = useState<{ line: number; into: number }>();
  const set = useRef(-1);
  const jump = useRef(false);
  const before = useRef(lines.first);
  const count = lines.end - lines.first;
  const visible = Math.ceil(room / size) + 1;
  const height = count * size;
  const last = Math.max(0, height - room);
  const wanted = top === undefined ? last : Math.min(last, Math.max(0, (top.line - lines.first) * size + top.into));
  const from = lines.first + Math.min(Math.floor(wanted / size), Math.max(0, count - visible));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const gone = (lines.first - before.current) * size;
    before.current = lines.first;
    // A browser scrolls by steps of its own, which must not be taken back: only what is gone above moves it.
    const target = top === undefined || jump.current ? wanted : element.scrollTop - gone;
    jump.current = false;
    if (Math.abs(element.scrollTop - target) < 1) return;
    element.scrollTop = target;
    set.current = element.scrollTop;
  });

  return {
    from,
    to: Math.min(lines.end, from + visible),
    offset: (from - lines.first) * size,
    height,
    following: top === undefined,
    onScroll: () => {
      const element = scroller.current;
      // Its own echo, which may come when there are more lines already.
      if (!element || Math.abs(element.scrollTop - set.current) < 1) return;
      set.current = -1;
      const at = element.scrollTop;
      if (at >= last - near) setTop(undefined);
      else setTop({ line: lines.first + Math.floor(at / size), into: at % size });
    },
    follow: () => setTop(undefined),
    reveal: (line) => {
      jump.current = true;
      const at = (line - lines.first) * size;
      if (at < wanted) setTop({ line, into: 0 });
      else if (at + size > wanted + room) setTop({ line: line + 1 - Math.floor(room / size), into: 0 });
      else setTop({ line: lines.first + Math.floor(wanted / size), into: wanted % size });
    },
  };
}
