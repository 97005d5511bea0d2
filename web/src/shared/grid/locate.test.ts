import { expect, it, vi } from "vitest";
import { locate } from "./locate";

const keyOf = (row: string) => row;
const letters = [..."abcdefghij"];

it("finds a row where it was, or wherever it went", () => {
  expect(locate(letters, keyOf, "c", 2)).toBe(2);
  expect(locate(letters, keyOf, "a", 9)).toBe(0);
  expect(locate(letters, keyOf, "j", 0)).toBe(9);
  expect(locate(letters, keyOf, "d", 7)).toBe(3);
});

it("knows when it is gone, or when there is nothing", () => {
  expect(locate(letters, keyOf, "z", 4)).toBe(-1);
  expect(locate(letters, keyOf, undefined)).toBe(-1);
  expect(locate([], keyOf, "a", 3)).toBe(-1);
});

it("asks one row when nothing has moved, though there are a million", () => {
  const asked = vi.fn(String);
  const rows = Array.from({ length: 1_000_000 }, (_, index) => index);
  expect(locate(rows, asked, "500000", 500_000)).toBe(500_000);
  expect(asked).toHaveBeenCalledTimes(1);
});

it("steps over rows that are not loaded", () => {
  expect(locate([undefined, "b", undefined, "d"], keyOf, "d", 0)).toBe(3);
});
