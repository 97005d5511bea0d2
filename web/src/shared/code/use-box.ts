import { type RefObject, useCallback, useRef, useState } from "react";

/** What is drawn before there is a layout, and where there never is one. */
const unseen = { width: 0, height: 480 };

/** An element that scrolls, and how much of it is seen. */
export interface Box {
  ref: (element: HTMLElement | null) => (() => void) | undefined;
  element: RefObject<HTMLElement | null>;
  width: number;
  height: number;
}

export function useBox(): Box {
  const element = useRef<HTMLElement>(null);
  const [size, setSize] = useState(unseen);
  const ref = useCallback((next: HTMLElement | null) => {
    element.current = next;
    if (!next) return undefined;
    const measure = () =>
      setSize((old) => {
        const [width, height] = [next.clientWidth, next.clientHeight || unseen.height];
        return old.width === width && old.height === height ? old : { width, height };
      });
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(next);
    return () => observer.disconnect();
  }, []);
  return { ref, element, ...size };
}
