import { describe, expect, it } from "vitest";
import { formatBytes, formatLatency, formatPart, plural } from "./format";

const text = ({ value, unit }: { value: string; unit: string }) => `${value} ${unit}`;

describe("formatLatency", () => {
  it.each([
    [0.35, "350 µs"],
    [2.14, "2.1 ms"],
    [42.9, "42.9 ms"],
    [143.2, "143 ms"],
    [1234, "1.2 s"],
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
  ])("%i is %s", (bytes, expected) => expect(text(formatBytes(bytes))).toBe(expected));
});

it("counts in words", () => {
  expect(plural(1, "stream")).toBe("1 stream");
  expect(plural(1204, "stream")).toBe("1,204 streams");
});
