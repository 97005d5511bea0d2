import { type PointerEvent, useRef, useState } from "react";
import { clampWidth } from "./column";

interface Dragged {
  id: string;
  px: number;
}

/** Widths while an edge is dragged; only the last one is kept. */
export function useResize(keep: (id: string, px: number | undefined) => void) {
  const [dragged, setDragged] = useState<Dragged>();
  const from = useRef({ x: 0, width: 0 });
  /** The handlers of the edge of one column; its parent is the head it belongs to. */
  const edge = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const width = event.currentTarget.parentElement?.offsetWidth ?? 0;
      from.current = { x: event.clientX, width };
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged({ id, px: width });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (dragged?.id !== id) return;
      setDragged({ id, px: clampWidth(from.current.width + event.clientX - from.current.x) });
    },
    onPointerUp: () => {
      if (dragged?.id !== id) return;
      if (dragged.px !== from.current.width) keep(id, dragged.px);
      setDragged(undefined);
    },
    onPointerCancel: () => setDragged(undefined),
    onDoubleClick: () => keep(id, undefined),
  });
  return { dragged, edge };
}

export type Edge = ReturnType<ReturnType<typeof useResize>["edge"]>;
