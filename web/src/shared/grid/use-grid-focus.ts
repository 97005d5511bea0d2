import { type RefObject, useLayoutEffect, useRef } from "react";

/** Brings the focus to a row that is only drawn after this, and back to one when its row has gone from under it. */
export function useGridFocus(body: RefObject<HTMLElement | null>, active: number) {
  const wanted = useRef(false);
  const inside = useRef(false);
  useLayoutEffect(() => {
    const lost = inside.current && document.activeElement === document.body;
    if (!wanted.current && !lost) return;
    wanted.current = false;
    focusRow(body.current, active);
  });
  return {
    /** With the next drawing. */
    want: () => {
      wanted.current = true;
    },
    now: () => focusRow(body.current, active),
    inside: {
      onFocusCapture: () => {
        inside.current = true;
      },
      // React reports no blur for an element that it removes, which is how a lost focus is told from one that left.
      onBlurCapture: () => {
        inside.current = false;
      },
    },
  };
}

function focusRow(body: HTMLElement | null, index: number) {
  body?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true });
}
