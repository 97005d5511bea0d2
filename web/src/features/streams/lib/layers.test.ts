import { expect, it } from "vitest";
import { layersOf } from "./layers";

const links = (...texts: string[]) =>
  texts.map((text) => {
    const [from = "", to = ""] = text.split(">");
    return { from, to };
  });

it("puts what gives left of what takes", () => {
  const { places, ranks } = layersOf(["c", "b", "a"], links("a>b", "b>c"));
  expect(["a", "b", "c"].map((id) => places.get(id)?.rank)).toEqual([0, 1, 2]);
  expect(ranks).toBe(3);
});

it("gives a link that passes by others a way of its own", () => {
  const { places, ways } = layersOf(["a", "b", "c"], links("a>b", "b>c", "a>c"));
  expect(ways[2]).toHaveLength(3);
  expect(ways[2]?.[1]?.rank).toBe(1);
  expect(ways[2]?.[1]?.row).not.toBe(places.get("b")?.row);
});

it("crosses no lines where it need not", () => {
  const { places } = layersOf(["a", "b", "x", "y"], links("a>y", "b>x"));
  const row = (id: string) => places.get(id)?.row ?? Number.NaN;
  expect(row("a") < row("b")).toBe(row("y") < row("x"));
});

it("bears circles, loops, names that are not there, and no links at all", () => {
  const { places, ways } = layersOf(["a", "b", "alone"], links("a>b", "b>a", "a>a", "a>gone"));
  expect(places.size).toBe(3);
  expect(ways.map((way) => way.length)).toEqual([2, 2, 0, 0]);
  expect(layersOf(["one"], []).places.get("one")).toEqual({ rank: 0, row: 0 });
  expect(layersOf([], []).ranks).toBe(0);
});

it("stands each rank in the middle", () => {
  const { places, rows } = layersOf(["a", "b", "c", "all"], links("a>all", "b>all", "c>all"));
  expect(rows).toBe(3);
  expect(places.get("all")?.row).toBe(1);
});
