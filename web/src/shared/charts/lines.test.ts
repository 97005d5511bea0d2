import { expect, it } from "vitest";
import { breakLines, noLines, remember } from "./lines";

it("remembers the last samples and takes none twice", () => {
  let lines = noLines(2);
  for (const time of [1, 2, 2, 1, 3, 4]) lines = remember(lines, time, [time * 10, null], 3);
  expect(lines).toEqual({
    times: [2, 3, 4],
    series: [
      [20, 30, 40],
      [null, null, null],
    ],
  });
});

it("keeps a missing value as missing", () => {
  expect(remember(noLines(2), 1, [5], 10).series).toEqual([[5], [null]]);
});

const steady = { times: [0, 10, 20, 30, 40], series: [[1, 2, 3, 4, 5]] };

it("breaks the line where a gap lies between two samples", () => {
  const gap = { from: 21, to: 29, label: "Reconnecting" };
  expect(breakLines(steady, [gap])).toEqual({ times: [0, 10, 20, 25, 30, 40], series: [[1, 2, 3, null, 4, 5]] });
});

it("breaks it at every pair that a long gap touches", () => {
  const gap = { from: 5, to: 25, label: "Reconnecting" };
  expect(breakLines(steady, [gap]).series).toEqual([[1, null, 2, null, 3, null, 4, 5]]);
});

it("leaves it whole where a gap only touches its ends", () => {
  const gaps = [
    { from: -9, to: 0, label: "before" },
    { from: 40, to: 90, label: "after" },
  ];
  expect(breakLines(steady, gaps)).toBe(steady);
});

it("breaks it where samples are missing that should have come", () => {
  const lines = { times: [0, 10, 20, 60, 70], series: [[1, 2, 3, 4, 5]] };
  expect(breakLines(lines, [], 10).series).toEqual([[1, 2, 3, null, 4, 5]]);
  expect(breakLines(lines, [], 20)).toBe(lines);
  expect(breakLines(lines, [])).toBe(lines);
});
