import { useCallback, useRef, useState } from "react";

/**
 * The room for the line over the rows. It pushes nothing under the pointer: while that is over the rows, a line that comes
 * lies on top of them and one that goes leaves its place, until the pointer has gone too.
 */
export function useRoom() {
  const [height, setHeight] = useState(0); // of the line as it is
  const [room, setRoom] = useState(0); // that the rows leave for it
  const over = useRef(false);
  const latest = useRef(0);
  const observer = useRef<ResizeObserver>(undefined);

  const settle = useCallback(() => {
    if (!over.current) setRoom(latest.current);
  }, []);
  const line = useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      const measure = () => {
        latest.current = element?.offsetHeight ?? 0;
        setHeight(latest.current);
        settle();
      };
      measure();
      if (!element) return;
      observer.current = new ResizeObserver(measure);
      observer.current.observe(element);
    },
    [settle],
  );
  const pointer = {
    onPointerEnter: () => {
      over.current = true;
    },
    onPointerLeave: () => {
      over.current = false;
      settle();
    },
  };
  return { line, room, height, pointer };
}
