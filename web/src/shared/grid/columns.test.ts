import { expect, it } from "vitest";
import type { Column } from "./column";
import { columnChoice } from "./column-choice";
import { narrowLayout } from "./narrow";
import { gridTemplate } from "./template";

const cell = () => null;
const columns: readonly Column<string>[] = [
  { id: "name", title: "Name", cell, width: { min: 150 } },
  { id: "subjects", title: "Subjects", cell, width: 162, narrow: "second" },
  { id: "messages", title: "Messages", cell, width: 98, narrow: "right" },
  { id: "size", title: "Size", cell, width: 82, narrow: "right-second" },
  { id: "full", title: "Of limit", cell, width: 74, narrow: "right-second" },
  { id: "rate", title: "Rate", cell, width: 72, narrow: "right" },
  { id: "last", title: "Last", cell, width: 58 },
];

it("keeps every width, whatever the rows hold", () => {
  expect(gridTemplate({ columns, widths: {}, ticks: false })).toEqual({
    template: "minmax(150px,1fr) 162px 98px 82px 74px 72px 58px",
    min: 696,
  });
  expect(gridTemplate({ columns: columns.slice(0, 2), widths: { name: 240 }, ticks: true })).toEqual({
    template: "36px 240px 162px",
    min: 438,
  });
});

it("cuts no number off", () => {
  const numbers: readonly Column<string>[] = [{ id: "messages", title: "Messages", cell, width: 98, align: "right" }];
  expect(gridTemplate({ columns: numbers, widths: { messages: 50 }, ticks: false }).template).toBe("98px");
  expect(gridTemplate({ columns: numbers, widths: { messages: 140 }, ticks: false }).template).toBe("140px");
});

it("makes two lines of a row on a phone: the name over what it is, and pairs at the right", () => {
  const { cells, template, lines } = narrowLayout(columns, false);
  expect(cells.map(({ column, line, track }) => [column.id, line, track])).toEqual([
    ["name", 1, 1],
    ["subjects", 2, 1],
    ["messages", 1, 2],
    ["rate", 1, 3],
    ["size", 2, 2],
    ["full", 2, 3],
  ]);
  expect(template).toBe("minmax(0,1fr) 106px 82px");
  expect(lines).toBe(2);
  expect(narrowLayout(columns.slice(0, 1), true)).toMatchObject({ template: "32px minmax(0,1fr)", first: 2, lines: 1 });
});

it.each(['{"shown":7,"order":"x","widths":[1]}', "null", "[]", "17", '"streams"', "{"])(
  "takes %s for no choice",
  (kept) => {
    localStorage.setItem("heynats.grid.c1", kept);
    expect(columnChoice("c1").get()).toEqual({ shown: {}, order: [], widths: {} });
  },
);

it("takes what it knows of a choice, and no width that could not be drawn", () => {
  localStorage.setItem(
    "heynats.grid.c2",
    '{"shown":{"rate":false,"last":"no"},"order":["rate",3,"name"],"widths":{"name":1e9,"rate":-4,"last":null}}',
  );
  expect(columnChoice("c2").get()).toEqual({
    shown: { rate: false },
    order: ["rate", "name"],
    widths: { name: 2_000, rate: 48 },
  });
});
