import { describe, expect, it } from "vitest";
import { formatAgo, formatCountdown, formatSpan, parseGoDuration } from "./duration";

describe("parseGoDuration", () => {
  it.each([
    ["0s", 0],
    ["25m30s", 1_530_000],
    ["24h0m0s", 86_400_000],
    ["350µs", 0.35],
    ["350μs", 0.35],
    ["350us", 0.35],
    ["1.5ms", 1.5],
    ["120ns", 0.00012],
    ["1h2m3.5s", 3_723_500],
    ["-3s", -3000],
    ["0", 0],
  ])("reads %s", (text, ms) => expect(parseGoDuration(text)).toBeCloseTo(ms, 9));

  it.each(["", "s", "5", "5 s", "5x", "1m 2s", "abc", "1..5s"])("refuses %j", (text) =>
    expect(parseGoDuration(text)).toBeUndefined(),
  );
});

describe("formatCountdown", () => {
  it.each([
    [0, "0s"],
    [-500, "0s"],
    [9_400, "9s"],
    [1_452_000, "24m 12s"],
    [65_000, "1m 05s"],
    [3_900_000, "1h 05m"],
    [86_400_000, "1d"],
    [187_200_000, "2d 4h"],
  ])("%i ms is %s", (ms, text) => expect(formatCountdown(ms)).toBe(text));
});

describe("formatSpan and formatAgo", () => {
  it.each([
    [3_000, "3 s"],
    [1_800_000, "30 min"],
    [86_400_000, "24 h"],
    [259_200_000, "3 d"],
  ])("%i ms is %s", (ms, text) => expect(formatSpan(ms)).toBe(text));

  it("says now for what has just been", () => expect(formatAgo(900)).toBe("now"));
  it("takes a clock that runs ahead for now", () => expect(formatAgo(-4000)).toBe("now"));
  it("says how long ago", () => expect(formatAgo(240_000)).toBe("4 min ago"));
});
