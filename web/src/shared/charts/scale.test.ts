import { describe, expect, it } from "vitest";
import { niceScale } from "./scale";
import { type ChartUnit, units } from "./units";

const cases: [string, number[], ChartUnit, string[], string][] = [
  ["a round trip", [2.1, 11.5], units.span, ["12", "6", "0"], "ms"],
  ["a fast round trip", [0.21, 0.36], units.span, ["400", "200", "0"], "µs"],
  ["a slow one", [1800], units.span, ["2", "1", "0"], "seconds"],
  ["a rate", [16_000, 34_120], units.perSecond, ["40k", "20k", "0"], "per second"],
  ["a small rate", [0.3], units.perSecond, ["0.3", "0.15", "0"], "per second"],
  ["sizes", [241 * 1024 ** 3], units.bytes, ["300", "150", "0"], "GiB"],
  ["bytes per second", [16.4 * 1024 ** 2], units.bytesPerSecond, ["20", "10", "0"], "MiB per second"],
  ["parts", [0.44, 0.81], units.part, ["100%", "50%", "0"], ""],
  ["exactly a tick", [0.3 * 2], units.count, ["0.6", "0.3", "0"], ""],
  ["nothing but zeros", [0, 0], units.count, ["1", "0.5", "0"], ""],
  ["nothing", [], units.perSecond, ["", "", ""], ""],
  ["sizes on both sides of a thousand", [1241], units.count, ["1.6k", "800", "0"], ""],
  ["below zero", [-1800, -3], units.count, ["0", "-1k", "-2k"], ""],
  ["both sides of zero", [-3, 18], units.count, ["20", "0", "-20"], ""],
];

describe("niceScale", () => {
  it.each(cases)("labels %s", (_, values, unit, ticks, word) => {
    expect(niceScale(values, unit)).toMatchObject({ ticks, word });
  });

  it("holds every value and wastes less than half of its height", () => {
    for (const unit of Object.values<ChartUnit>(units)) {
      for (let top = unit.sizes[0].size; top < 1e14; top *= 1.37) {
        const { min, max } = niceScale([0, top], unit);
        expect(min).toBe(0);
        expect(max).toBeGreaterThanOrEqual(top * (1 - 1e-9));
        expect(max).toBeLessThanOrEqual(top * 2);
      }
    }
  });

  it("reads over what is no number", () => {
    expect(niceScale([null, Number.NaN, 7, Number.POSITIVE_INFINITY], units.count).max).toBe(8);
  });
});
