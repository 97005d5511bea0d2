import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Drawing, Picture } from "./draw";

/** The width of an element as it is laid out, and again whenever that changes. 0 before it is known. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = () => setWidth(Math.round(element.clientWidth));
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Draws the picture into the box, and again when it changes. Says "failed" when the part that draws could not be loaded. */
export function useDrawing(box: RefObject<HTMLElement | null>, picture: Picture | undefined): "drawn" | "failed" {
  const [failed, setFailed] = useState(false);
  const latest = useRef(picture);
  const drawing = useRef<Drawing>(undefined);
  useEffect(() => {
    latest.current = picture;
    if (picture) drawing.current?.show(picture);
  }, [picture]);

  // Another number of lines, or a fill that comes or goes, is another drawing.
  const kind = picture ? `${picture.lines.series.length} ${picture.fill}` : undefined;
  useEffect(() => {
    if (kind === undefined) return;
    let over = false;
    import("./draw").then(
      ({ drawInto }) => {
        if (over || !box.current || !latest.current) return;
        drawing.current = drawInto(box.current, latest.current);
      },
      () => setFailed(true),
    );
    return () => {
      over = true;
      drawing.current?.end();
      drawing.current = undefined;
    };
  }, [kind, box]);
  return failed ? "failed" : "drawn";
}
