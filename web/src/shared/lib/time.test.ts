import { afterEach, describe, expect, it } from "vitest";
import { clock, formatClock, formatDate, formatExact, formatMoment, zone } from "./time";

afterEach(() => clock.set("local"));

describe("formatMoment", () => {
  const now = new Date(2026, 10, 23, 14, 32);
  it.each([
    [new Date(2026, 10, 23, 12, 18), "12:18"],
    [new Date(2026, 10, 24, 12, 18), "24 Nov 12:18"],
    [new Date(2027, 1, 3, 0, 0), "3 Feb 2027 00:00"],
  ])("%s", (at, expected) => expect(formatMoment(at, now)).toBe(expected));

  it("takes today from the same clock as the time", () => {
    clock.set("utc");
    const midnight = Date.UTC(2026, 10, 24);
    expect(formatMoment(new Date(midnight - 60_000), new Date(midnight))).toBe("23 Nov 23:59");
    expect(formatMoment(new Date(midnight), new Date(midnight + 60_000))).toBe("00:00");
  });
});

it("writes clocks with and without seconds", () => {
  const at = new Date(2026, 0, 2, 3, 4, 5);
  expect(formatClock(at)).toBe("03:04:05");
  expect(formatClock(at, false)).toBe("03:04");
});

it("writes UTC when that was chosen, and says so where the whole time stands", () => {
  const at = new Date(Date.UTC(2026, 10, 23, 14, 32, 7, 84));
  clock.set("utc");
  expect(formatDate(at)).toBe("23 Nov 2026");
  expect(formatExact(at)).toBe("23 Nov 2026 14:32:07.084 UTC");
});

it.each([
  [0, "UTC"],
  [-330, "UTC+5:30"],
  [300, "UTC−5"],
])("names a local clock %i minutes behind UTC", (offset, expected) => {
  const at = new Date();
  at.getTimezoneOffset = () => offset;
  expect(zone(at)).toBe(expected);
});
