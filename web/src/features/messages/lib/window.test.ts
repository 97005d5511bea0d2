import { expect, it } from "vitest";
import type { MessagePage } from "@/api/types";
import { messageAt, messageEnds, messagePage } from "@/testing/message-fixtures";
import { begin, cursorAt, extend, mostRows, without } from "./window";

const { last } = messageEnds;

const read = (query: string) => messagePage(query);
const sequences = (rows: readonly { sequence: number }[]) => rows.map(({ sequence }) => sequence);

it("has the newest first when it is read backwards, whichever end it is read on at", () => {
  const middle = last - 1_000;
  const first = begin(read(`from=seq:${middle}&direction=older&limit=3`), "older");
  expect(sequences(first.rows)).toEqual([middle, middle - 2, middle - 4]);
  const more = extend(first, "after", read(`cursor=${cursorAt(first, "after")}&limit=2`), "older");
  const both = extend(more, "before", read(`cursor=${cursorAt(more, "before")}&limit=2`), "older");
  expect(sequences(both.rows)).toEqual([4, 2, 0, -2, -4, -6, -8].map((by) => middle + by));
  expect(both.start).toBe(-2);
});

it("ends where there is nothing more", () => {
  const end = begin(read("from=last&limit=3"), "older");
  expect(cursorAt(end, "before")).toBeUndefined();
  expect(cursorAt(end, "after")).toBeDefined();
});

it("holds no more than it should, and reads again what it let go", () => {
  let window = begin(read("from=last&limit=100"), "older");
  for (let pages = 0; pages < 40; pages++) {
    window = extend(window, "after", read(`cursor=${cursorAt(window, "after")}&limit=100`), "older");
  }
  expect(window.rows.length).toBe(mostRows);
  expect(window.start).toBe(41 * 100 - mostRows);
  const top = window.rows[0]?.sequence ?? 0;
  const back = extend(window, "before", read(`cursor=${cursorAt(window, "before")}&limit=100`), "older");
  expect(back.rows.length).toBe(mostRows);
  expect(sequences(back.rows.slice(99, 101))).toEqual([top + 2, top]);
  expect(back.start).toBe(window.start - 100);
});

it("goes on from where a page without messages ended", () => {
  const window = begin(read("from=last&limit=2"), "older");
  const empty: MessagePage = { ...read("from=last&limit=1"), messages: [], older_cursor: "older 17" };
  expect(cursorAt(extend(window, "after", empty, "older"), "after")).toBe("older 17");
});

it("is without a message that was deleted", () => {
  const window = begin(read("from=last&limit=3"), "older");
  expect(sequences(without(window, last - 2).rows)).toEqual([last, last - 4]);
  expect(messageAt(last).subject).toBe("orders.eu.created");
});
