import type { Message, MessagePage } from "@/api/types";
import type { Direction } from "./question";

/** The two ends of a list: `before` is its top. */
export type Side = "before" | "after";

/** What one page added, in the order of the list, and how to read on from it. */
interface Slice {
  messages: readonly Message[];
  before: string | undefined;
  after: string | undefined;
}

/** The part of a stream that is held: some pages in a row. What is far from where one reads is let go. */
export interface Window {
  slices: readonly Slice[];
  rows: readonly Message[];
  /** The place of the first row: it goes down as rows come before it and up as they go. */
  start: number;
}

export const emptyWindow: Window = { slices: [], rows: [], start: 0 };

/** How many rows are held. A screen has 30 to 60; the rest is for scrolling back without reading again. */
export const mostRows = 2_000;

/** The first page, or one that replaces all; `start` where its first row is to stand. */
export function begin(page: MessagePage, order: Direction, start = 0): Window {
  return joined([sliceOf(page, order)], start);
}

/** Adds a page at one end, and lets go of what is too much at the other. */
export function extend(window: Window, side: Side, page: MessagePage, order: Direction): Window {
  const slice = sliceOf(page, order);
  if (slice.messages.length === 0) return readOn(window, side, slice[side]);
  const slices = side === "after" ? [...window.slices, slice] : [slice, ...window.slices];
  const start = side === "after" ? window.start : window.start - slice.messages.length;
  return trimmed(slices, start, side === "after" ? "before" : "after");
}

/** Without a message that is gone. */
export function without({ slices, start }: Window, sequence: number): Window {
  const rest = slices.map((slice) => ({
    ...slice,
    messages: slice.messages.filter((message) => message.sequence !== sequence),
  }));
  return joined(rest, start);
}

/** How to read on at an end; undefined where there was nothing more. */
export function cursorAt({ slices }: Window, side: Side): string | undefined {
  return (side === "before" ? slices[0] : slices.at(-1))?.[side];
}

/** Nothing was found on the way, but one is further along. */
function readOn(window: Window, side: Side, cursor: string | undefined): Window {
  const last = side === "after" ? window.slices.length - 1 : 0;
  return {
    ...window,
    slices: window.slices.map((slice, index) => (index === last ? { ...slice, [side]: cursor } : slice)),
  };
}

function trimmed(slices: readonly Slice[], start: number, from: Side): Window {
  const kept = [...slices];
  let count = kept.reduce((sum, { messages }) => sum + messages.length, 0);
  let first = start;
  while (kept.length > 1) {
    const far = (from === "before" ? kept[0] : kept.at(-1))?.messages.length ?? 0;
    if (count - far < mostRows) break;
    if (from === "before") {
      kept.shift();
      first += far;
    } else kept.pop();
    count -= far;
  }
  return joined(kept, first);
}

function joined(slices: readonly Slice[], start: number): Window {
  return { slices, start, rows: slices.flatMap(({ messages }) => messages) };
}

function sliceOf({ messages, newer_cursor: newer, older_cursor: older }: MessagePage, order: Direction): Slice {
  const sign = order === "newer" ? 1 : -1;
  // A page that was read against the order of the list comes the other way round.
  const sorted = [...messages].sort((a, b) => sign * (a.sequence - b.sequence));
  return order === "newer"
    ? { messages: sorted, before: older, after: newer }
    : { messages: sorted, before: newer, after: older };
}
