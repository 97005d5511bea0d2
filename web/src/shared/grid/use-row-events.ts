import type { FocusEvent, KeyboardEvent, MouseEvent } from "react";
import { isApple } from "@/commands/keys";
import { rowAfterKey } from "./keyboard";
import { clickLink, type Hit, hitOf, markable, marksText } from "./row-hit";
import type { Ticks } from "./use-ticks";

interface Options {
  count: number;
  /** How many rows a page key skips. */
  page: number;
  active: number;
  /** Makes it the row the keyboard is at. */
  go: (index: number) => void;
  /** The same, with the focus, and the selection follows. */
  move: (index: number) => void;
  focusHead: () => void;
  open: (index: number) => void;
  select: (index: number) => void;
  /** Gives up what is selected; false when nothing is. */
  clear: () => boolean;
  ticks: Ticks | undefined;
}

/** What mouse and keyboard do to the rows, heard once for all of them. */
export function useRowEvents(options: Options) {
  const { go, open, select, clear, ticks } = options;

  const onClick = (event: MouseEvent) => {
    const hit = hitOf(event.target);
    if (!hit || hit.part === "control" || event.defaultPrevented) return;
    if (ticks && (hit.part === "tick" || event.shiftKey)) tickByClick(event, hit, ticks, options.active);
    else clickRow(event, hit, select);
  };

  // The wheel's button: on the link the browser opens a tab by itself, beside it the row does it.
  const onAuxClick = (event: MouseEvent) => {
    const hit = hitOf(event.target);
    if (event.button !== 1 || hit?.part !== "row" || !hit.link) return;
    clickLink(hit.link, { ctrlKey: !isApple, metaKey: isApple, shiftKey: false });
  };
  const onMouseDown = (event: MouseEvent) => {
    const hit = hitOf(event.target);
    if (!hit?.link) return;
    if (event.button === 1 && hit.part === "row") event.preventDefault(); // no scrolling by the wheel's button
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (event.button === 0 && hit.part === "link" && plain) markable(hit.link);
  };

  const onFocus = (event: FocusEvent) => {
    const hit = hitOf(event.target);
    if (hit && hit.index !== options.active) go(hit.index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hitOf(event.target);
    if (!hit || hit.part === "control") return;
    const mod = event.ctrlKey || event.metaKey;
    const done = actOnKey(event, mod, options, { open, select, clear }) || moveByKey(event, options);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { onClick, onAuxClick, onMouseDown, onFocus, onKeyDown };
}

function tickByClick(event: MouseEvent, { part, index }: Hit, ticks: Ticks, active: number) {
  if (event.shiftKey) ticks.extend(active, index);
  else ticks.toggle(index);
  if (part === "tick") return; // prevented, the box would not show it
  getSelection()?.removeAllRanges();
  event.preventDefault();
}

function clickRow(event: MouseEvent, { row, link, part, index }: Hit, select: (index: number) => void) {
  const elsewhere = event.ctrlKey || event.metaKey || (event.shiftKey && link !== null);
  if (elsewhere) {
    if (part !== "link" && link) clickLink(link, event);
    return;
  }
  event.preventDefault();
  if (!marksText(row)) select(index);
}

function actOnKey(
  event: KeyboardEvent,
  mod: boolean,
  { active, ticks }: Options,
  { open, select, clear }: Pick<Options, "open" | "select" | "clear">,
): boolean {
  if (event.altKey) return false;
  if (mod) {
    if (event.key !== "a" || !ticks) return false;
    ticks.all();
    return true;
  }
  switch (event.key) {
    case "Enter":
      open(active);
      return true;
    case " ":
      if (ticks) ticks.toggle(active);
      else select(active);
      return true;
    case "Escape":
      return clear();
    default:
      return false;
  }
}

function moveByKey(event: KeyboardEvent, { active, count, page, ticks, move, focusHead }: Options): boolean {
  const to = rowAfterKey(event, active, count, page);
  if (to === undefined) return false;
  if (event.key === "ArrowUp" && active === 0 && !event.shiftKey) focusHead();
  else {
    if (event.shiftKey && ticks) ticks.extend(active, to);
    move(to);
  }
  return true;
}
