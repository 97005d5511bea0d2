import { expect, it } from "vitest";
import { nearest, percentile, summarise } from "./summary";

it("takes percentiles by rank, from what is there", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile(hundred, 0)).toBe(1);
  expect(percentile([null, 7, null], 0.99)).toBe(7);
  expect(percentile([null], 0.5)).toBeUndefined();
});

it("sums a series up, and the last is the last that was read", () => {
  expect(summarise([3, 1, null, 2, 9, null])).toEqual({ min: 1, median: 2, max: 9, last: 9 });
  expect(summarise([null])).toBeUndefined();
});

it("finds the sample nearest to a moment", () => {
  const times = [0, 10, 20, 40];
  expect([-5, 4, 5, 6, 29, 31, 99].map((moment) => nearest(times, moment))).toEqual([0, 0, 1, 1, 2, 3, 3]);
  expect(nearest([], 5)).toBe(-1);
});
