import { expect, it } from "vitest";
import { rowAfterKey } from "./keyboard";

const press = (key: string, held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

it.each([
  ["ArrowDown", 5, 6],
  ["ArrowUp", 5, 4],
  ["PageDown", 5, 25],
  ["PageUp", 50, 30],
  ["Home", 50, 0],
  ["End", 50, 99],
])("%s from row %i leads to %i", (key, from, to) => {
  expect(rowAfterKey(press(key), from, 100, 20)).toBe(to);
});

it("stays within the rows", () => {
  expect(rowAfterKey(press("ArrowUp"), 0, 100, 20)).toBe(0);
  expect(rowAfterKey(press("PageDown"), 95, 100, 20)).toBe(99);
  expect(rowAfterKey(press("ArrowDown"), 0, 0, 20)).toBe(0);
});

it("leaves to the browser what is the browser's", () => {
  expect(rowAfterKey(press("ArrowDown", { altKey: true }), 5, 100, 20)).toBeUndefined();
  expect(rowAfterKey(press("ArrowUp", { metaKey: true }), 5, 100, 20)).toBeUndefined();
  expect(rowAfterKey(press("x"), 5, 100, 20)).toBeUndefined();
  expect(rowAfterKey(press("End", { ctrlKey: true }), 5, 100, 20)).toBe(99);
});
