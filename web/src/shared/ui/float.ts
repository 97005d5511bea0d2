/** What floats over the page: a hairline, the one shadow, and 160 ms of opacity and 4 px. */
export const floatLook =
  "rounded-3 border border-line-strong bg-raised shadow-float outline-none transition-[opacity,translate] duration-(--slow) ease-out data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0";

export const scrimLook =
  "fixed inset-0 z-30 bg-scrim transition-opacity duration-(--slow) data-ending-style:opacity-0 data-starting-style:opacity-0";

/** The landmark or dialog that an element is in; what explains or belongs to the element is put there too. */
export function landmarkOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("header, nav, main, aside, footer, [role=dialog]");
}
