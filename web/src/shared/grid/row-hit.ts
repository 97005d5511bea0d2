// What of a row an event is about. The grid listens for all of them at once.

export interface Hit {
  /** Which of the rows. */
  index: number;
  row: HTMLElement;
  /** Its link, wherever in the row the event was. */
  link: HTMLAnchorElement | null;
  part: "row" | "link" | "tick" | "control";
}

const controls = "a, button, input, select, textarea, label, summary, [role='button'], [role='checkbox']";

export function hitOf(target: EventTarget): Hit | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>("[data-row]");
  if (!row) return undefined;
  return { index: Number(row.dataset["row"]), row, link: row.querySelector("a[data-row-link]"), part: partOf(target) };
}

function partOf(target: Element): Hit["part"] {
  if (target.closest("[data-tick]")) return "tick";
  if (target.closest("[data-row-link]")) return "link";
  return target.closest(controls) ? "control" : "row";
}

/** Whether text of the row has just been marked with the mouse, which ends in a click too. */
export function marksText(row: HTMLElement): boolean {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return false;
  return row.contains(selection.anchorNode) || row.contains(selection.focusNode);
}

/** A click on the row's link with the keys that were held, so that the browser does with it what it does with any link. */
export function clickLink(link: HTMLAnchorElement, held: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }) {
  const { ctrlKey, metaKey, shiftKey } = held;
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
}

/**
 * Chromium begins no marking of text in a link. While the button goes down it is none, and the focus goes to the row;
 * nobody sees the difference.
 */
export function markable(link: HTMLAnchorElement) {
  for (const name of ["href", "tabindex"]) {
    const value = link.getAttribute(name);
    if (value === null) continue;
    link.removeAttribute(name);
    setTimeout(() => link.setAttribute(name, value));
  }
}
