import { describe, expect, it } from "vitest";
import {
  formatByteRate,
  formatBytes,
  formatCompact,
  formatCount,
  formatLatency,
  formatPart,
  formatPercent,
  formatRate,
  plural,
  quantityText,
} from "./format";

const text = ({ value, unit }: { value: string; unit: string }) => `${value} ${unit}`;
const uint64 = "18446744073709551615";

describe("formatCount", () => {
  it.each([
    [0, "0"],
    [-1204, "-1,204"],
    [4_118_006, "4,118,006"],
    [uint64, "18,446,744,073,709,551,615"],
    [2n ** 63n, "9,223,372,036,854,775,808"],
    ["007", "7"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "–"],
    ["", "–"],
    ["many", "–"],
  ])("%s is %s", (n, expected) => expect(formatCount(n)).toBe(expected));
});

describe("formatCompact", () => {
  it.each([
    [0, "0"],
    [61, "61"],
    [999, "999"],
    [1000, "1k"],
    [18_412, "18.4k"],
    [99_949, "99.9k"],
    [99_960, "100k"],
    [999_499, "999k"],
    [999_960, "1M"],
    [1_204_000, "1.2M"],
    [-18_412, "-18.4k"],
    [uint64, "18.4E"],
    [Number.NaN, "–"],
  ])("%s is %s", (n, expected) => expect(formatCompact(n)).toBe(expected));

  it("never writes a figure that belongs to the next unit", () => {
    for (let n = 1; n < 1e18; n = Math.ceil(n * 1.013)) {
      expect(Number.parseFloat(formatCompact(n)), String(n)).toBeLessThan(1000);
    }
  });
});

describe("formatRate", () => {
  it.each([
    [61, "61/s"],
    [12_412.3, "12.4k/s"],
    [2.04, "2/s"],
    [0.4, "0.4/s"],
    [0.004, "<0.1/s"],
    [0, "0/s"],
  ])("%d is %s", (perSecond, expected) => expect(quantityText(formatRate(perSecond))).toBe(expected));
});

describe("formatPercent", () => {
  it.each([
    [0, "0%"],
    [0.001, "<1%"],
    [0.604, "60%"],
    [0.995, "99%"],
    [0.9999, "99%"],
    [1, "100%"],
    [1.2, "120%"],
    [Number.NaN, "–"],
  ])("%d is %s", (part, expected) => expect(formatPercent(part)).toBe(expected));
});

describe("formatLatency", () => {
  it.each([
    [0.35, "350 µs"],
    [2.14, "2.1 ms"],
    [42.9, "42.9 ms"],
    [143.2, "143 ms"],
    [1234, "1.2 s"],
    [0.9999, "1.0 ms"],
    [99.97, "100 ms"],
    [999.8, "1.0 s"],
    [Number.NaN, "– "],
  ])("%f ms is %s", (ms, expected) => expect(text(formatLatency(ms))).toBe(expected));
});

describe("formatPart", () => {
  it("keeps one unit for all parts of a sum", () => {
    expect(text(formatPart(0.9, 43))).toBe("0.9 ms");
    expect(text(formatPart(0.09, 0.4))).toBe("0.09 ms");
    expect(text(formatPart(812.4, 2000))).toBe("812 ms");
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [512, "512 B"],
    [1024, "1 KiB"],
    [1_048_576, "1 MiB"],
    [4_724_464_025, "4.4 GiB"],
    [258_771_615_744, "241 GiB"],
    [40_055_603, "38.2 MiB"],
    [1_048_575, "1 MiB"],
    [-2048, "-2 KiB"],
    [1.5e30, "1,301,042,606,983 EiB"],
    [Number.NaN, "– "],
  ])("%i is %s", (bytes, expected) => expect(text(formatBytes(bytes))).toBe(expected));
});

it("counts in words", () => {
  expect(plural(1, "stream")).toBe("1 stream");
  expect(plural(1204, "stream")).toBe("1,204 streams");
});

it("writes quantities as they are read", () => {
  expect(quantityText(formatByteRate(17_196_646))).toBe("16.4 MiB/s");
  expect(quantityText(formatByteRate(Number.NaN))).toBe("–");
});
