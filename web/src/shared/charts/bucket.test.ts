import { describe, expect, it } from "vitest";
import { bucket } from "./bucket";

describe("bucket", () => {
  const long = (value: (index: number) => number | null, count = 10_000) => ({
    times: Array.from({ length: count }, (_, index) => index * 1000),
    series: [Array.from({ length: count }, (_, index) => value(index))],
  });

  it("leaves alone what is short enough", () => {
    const lines = long((index) => index, 600);
    expect(bucket(lines, 300)).toBe(lines);
  });

  it("keeps every spike, up and down, and the order of both", () => {
    const { times, series } = bucket(
      long((index) => (index === 5003 ? 900 : index === 5007 ? -900 : 10)),
      300,
    );
    const values = series[0] ?? [];
    expect(times.length).toBeLessThanOrEqual(602);
    expect(values.indexOf(900)).toBeGreaterThan(-1);
    expect(values.indexOf(-900)).toBe(values.indexOf(900) + 1);
  });

  it("keeps lowest, highest, first and last time of any series", () => {
    const lines = long((index) => Math.sin(index / 7) * (index % 97));
    const { times, series } = bucket(lines, 123);
    const [before, after] = [lines.series[0] ?? [], series[0] ?? []];
    expect(Math.min(...after.map(Number))).toBe(Math.min(...before.map(Number)));
    expect(Math.max(...after.map(Number))).toBe(Math.max(...before.map(Number)));
    expect([times[0], times.at(-1)]).toEqual([lines.times[0], lines.times.at(-1)]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("keeps a hole as a hole", () => {
    const { times, series } = bucket(
      long((index) => (index >= 4000 && index < 6000 ? null : 1)),
      100,
    );
    const holes = times.filter((_, index) => series[0]?.[index] === null);
    expect(holes.length).toBeGreaterThan(30);
    expect(Math.min(...holes)).toBeGreaterThanOrEqual(4_000_000);
    expect(Math.max(...holes)).toBeLessThan(6_000_000);
  });

  it("makes no bucket where no sample is", () => {
    const times = [...Array(1000).keys(), ...Array.from({ length: 1000 }, (_, index) => 1_000_000 + index)];
    const { times: kept } = bucket({ times, series: [times.map(() => 1)] }, 50);
    expect(kept.length).toBe(4);
  });

  it("keeps series of one time in step with each other", () => {
    const { times } = long(() => 1);
    const { times: kept, series } = bucket({ times, series: [times, times.map((time) => -time)] }, 40);
    expect(series.map((values) => values.length)).toEqual([kept.length, kept.length]);
  });

  it("knows no samples and one sample", () => {
    expect(bucket({ times: [], series: [[]] }, 10).times).toEqual([]);
    expect(bucket({ times: [5], series: [[1]] }, 0).times).toEqual([5]);
  });
});
