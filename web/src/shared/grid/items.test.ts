import { expect, it } from "vitest";
import { listItems } from "./items";
import { seenRows } from "./seen-rows";

const rows = ["stuck a", "stuck b", "fine c", "fine d", "fine e"];
const groupOf = (row: string) => row.split(" ")[0] ?? "";

it("is the rows themselves where there are no groups", () => {
  const items = listItems({ rows, groupOf: undefined, more: false });
  expect(items.count).toBe(5);
  expect(items.at(3)).toEqual({ kind: "row", row: 3 });
  expect(items.ofRow(3)).toBe(3);
});

it("puts a head before each group", () => {
  const items = listItems({ rows, groupOf, more: false });
  expect(Array.from({ length: items.count }, (_, index) => items.at(index))).toEqual([
    { kind: "group", id: "stuck" },
    { kind: "row", row: 0 },
    { kind: "row", row: 1 },
    { kind: "group", id: "fine" },
    { kind: "row", row: 2 },
    { kind: "row", row: 3 },
    { kind: "row", row: 4 },
  ]);
  expect(rows.map((_, row) => items.ofRow(row))).toEqual([1, 2, 4, 5, 6]);
});

it("leaves a row that is not loaded in the group before it, and a hole in its place", () => {
  const gaps = new Array<string>(4);
  gaps[0] = "stuck a";
  gaps[3] = "fine d";
  const items = listItems({ rows: gaps, groupOf, more: false });
  expect(items.count).toBe(6);
  expect(items.ofRow(2)).toBe(3);
  expect(items.at(4)).toEqual({ kind: "group", id: "fine" });
});

it("ends in a line of its own while there is more", () => {
  const items = listItems({ rows, groupOf, more: true });
  expect(items.count).toBe(8);
  expect(items.at(7)).toEqual({ kind: "more" });
});

it("counts a row as seen when half of it is", () => {
  const items = listItems({ rows, groupOf: undefined, more: true });
  const drawn = Array.from({ length: 6 }, (_, index) => ({ index, start: index * 28, end: index * 28 + 28 }));
  expect(seenRows(items, drawn, 0, 84)).toEqual({ start: 0, end: 3 });
  expect(seenRows(items, drawn, 15, 99)).toEqual({ start: 1, end: 4 });
  expect(seenRows(items, drawn, 84, 200)).toEqual({ start: 3, end: 5 });
  expect(seenRows(items, [], 0, 84)).toEqual({ start: 0, end: 0 });
});
