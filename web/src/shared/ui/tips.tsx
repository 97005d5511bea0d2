import { lazy, Suspense, useEffect, useState } from "react";

// What floats is 40 kB that nothing needs before the first tip is due.
const TipPopup = lazy(async () => ({ default: (await import("./tip-popup")).TipPopup }));

/** How long the pointer rests on something before it is explained, ms. */
const patience = 400;

/**
 * Shows the tips of the whole page, one at a time: of what the pointer rests on, and at once of what a key has brought the
 * focus to. Esc and any press put it away; it stays while the pointer is on it (WCAG 1.4.13).
 */
export function Tips() {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const hide = () => setAnchor(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (next: HTMLElement | undefined, ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => setAnchor(next), ms);
    };
    const onOver = ({ target }: Event) => {
      if (isTip(target)) return clearTimeout(timer);
      later(tipped(target), tipped(target) ? patience : 100);
    };
    const onFocus = ({ target }: Event) => {
      if (target instanceof Element && target.matches(":focus-visible")) later(tipped(target), 0);
    };
    const onAway = () => later(undefined, 0);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape") onAway();
    };
    const events: [string, (event: never) => void][] = [
      ["pointerover", onOver],
      ["focusin", onFocus],
      ["focusout", onAway],
      ["pointerdown", onAway],
      ["keydown", onKey],
    ];
    for (const [name, listener] of events) document.addEventListener(name, listener as EventListener);
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of events) document.removeEventListener(name, listener as EventListener);
    };
  }, []);
  if (!anchor?.isConnected) return null;
  return (
    <Suspense fallback={null}>
      <TipPopup key={anchor.dataset["tip"]} anchor={anchor} onClose={hide} />
    </Suspense>
  );
}

function tipped(target: EventTarget | null): HTMLElement | undefined {
  const found = target instanceof Element ? target.closest("[data-tip]") : null;
  return found instanceof HTMLElement ? found : undefined;
}

const isTip = (target: EventTarget | null) => target instanceof Element && target.closest('[role="tooltip"]') !== null;
