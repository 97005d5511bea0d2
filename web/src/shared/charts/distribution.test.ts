import { expect, it } from "vitest";
import { binsOf, percentile } from "./distribution";

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

it.each([
  [0, 1],
  [0.5, 50],
  [0.9, 90],
  [0.99, 99],
  [1, 100],
])("has at %d of a hundred numbers %d", (part, value) => expect(percentile(upTo(100), part)).toBe(value));

it("knows no part of nothing", () => {
  expect(percentile([], 0.5)).toBeNaN();
  expect(binsOf([])).toEqual([]);
});

it("counts every value once, whatever they are", () => {
  for (const values of [[0, 0, 5], [1, 1, 1], [0.001, 1, 30_000], upTo(1_000)]) {
    const bins = binsOf(values);
    expect(bins.reduce((all, { count }) => all + count, 0)).toBe(values.length);
    expect(bins.length).toBeLessThanOrEqual(24);
    for (const [at, { from }] of bins.entries()) if (at > 0) expect(from).toBeCloseTo(bins[at - 1]?.to ?? 0);
  }
});

it("has one bin for what is all the same", () => expect(binsOf([2, 2])).toEqual([{ from: 2, to: 2, count: 2 }]));
