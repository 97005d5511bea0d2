import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clock } from "@/shared/lib/time";
import { parseMoment, readMoment, writeMoment } from "./moment";

const now = new Date("2026-11-22T14:32:07.884Z");

describe("a time that somebody typed", () => {
  beforeEach(() => clock.set("utc"));
  afterEach(() => clock.set("local"));

  it.each([
    ["2026-11-22 14:32:07", "2026-11-22T14:32:07.000Z"],
    ["2026-11-22 14:32:07.5", "2026-11-22T14:32:07.500Z"],
    ["2026-11-22T14:32", "2026-11-22T14:32:00.000Z"],
    [" 2026-11-22 ", "2026-11-22T00:00:00.000Z"],
    ["2026-11-22 14:32:07+02:00", "2026-11-22T12:32:07.000Z"],
    ["2026-11-22T14:32:07.123456789Z", "2026-11-22T14:32:07.123Z"],
    ["2h ago", "2026-11-22T12:32:07.884Z"],
    ["15 min", "2026-11-22T14:17:07.884Z"],
    ["1.5d", "2026-11-21T02:32:07.884Z"],
  ])("%s is %s", (text, at) => expect(readMoment(text, now)?.toISOString()).toBe(at));

  it.each(["", "yesterday", "2026-02-31", "2026-13-01", "22.11.2026", "99999999999d", "2026-11-22 25:00:00Z"])(
    "%s is none",
    (text) => expect(readMoment(text, now)).toBeUndefined(),
  );

  it("is written as it can be typed again", () => {
    expect(writeMoment(now)).toBe("2026-11-22 14:32:07");
    expect(readMoment(writeMoment(now), now)?.getTime()).toBe(new Date("2026-11-22T14:32:07Z").getTime());
  });
});

it("is of the local clock when the page shows that", () => {
  const local = new Date(2026, 10, 22, 14, 32, 7);
  expect(readMoment("2026-11-22 14:32:07", now)).toEqual(local);
  expect(writeMoment(local)).toBe("2026-11-22 14:32:07");
});

it("in an address has its zone with it", () => {
  expect(parseMoment("2026-11-22T14:32:07Z")?.getTime()).toBe(Date.UTC(2026, 10, 22, 14, 32, 7));
  expect(parseMoment("2026-11-22T14:32:07")).toBeUndefined();
  expect(parseMoment("12Z")).toBeUndefined();
});
