import type { KeyboardEvent } from "react";
import type { ColumnModel } from "./use-columns";

const steps: Record<string, -1 | 1> = { ArrowLeft: -1, ArrowRight: 1 };
/** By how much an arrow makes a column wider, px. */
const widening = 16;

type Model = Pick<ColumnModel<unknown>, "move" | "setWidth">;

/**
 * The keys in the line of heads: arrows go from head to head, with Shift they make the column wider or narrower, with Ctrl
 * or ⌘ as well they move it. The one down leads into the rows.
 */
export function pressHead(event: KeyboardEvent<HTMLElement>, columns: Model, onLeave: () => void) {
  const { key, target, altKey } = event;
  if (altKey || !(target instanceof HTMLElement) || target.dataset["head"] === undefined) return;
  const step = steps[key];
  if (step) sideways(event, columns, target, target.dataset["head"], step);
  else if (key === "ArrowDown") onLeave();
  else return;
  event.preventDefault();
}

function sideways(event: KeyboardEvent<HTMLElement>, columns: Model, target: HTMLElement, id: string, step: 1 | -1) {
  if (!event.shiftKey) focusBeside(event.currentTarget, target, step);
  else if (event.ctrlKey || event.metaKey) columns.move(id, step);
  else columns.setWidth(id, widthOf(target) + step * widening);
}

function widthOf(target: HTMLElement): number {
  return target.closest<HTMLElement>('[role="columnheader"]')?.offsetWidth ?? 0;
}

function focusBeside(head: HTMLElement, target: HTMLElement, step: number) {
  const heads = [...head.querySelectorAll<HTMLElement>("[data-head]")];
  heads[heads.indexOf(target) + step]?.focus();
}
