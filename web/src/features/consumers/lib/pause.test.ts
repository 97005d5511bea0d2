import { expect, it } from "vitest";
import { clock } from "@/shared/lib/time";
import { nextHour, pauseFor, pauseUntil } from "./pause";

const now = Date.UTC(2026, 10, 23, 14, 32, 10);

it("takes a span as people say it, and says when it ends", () => {
  expect(pauseFor("1h 30m", now)).toMatchObject({ pause: { for: "5400000000000ns" } });
  expect(pauseFor("2d", now).until).toEqual(new Date(now + 2 * 86_400_000));
});

it.each(["", "0s", "soon", "200000d"])("takes %j for no pause", (text) => {
  expect(pauseFor(text, now).problem).toBeTruthy();
});

it("takes a moment by the clock of the page", () => {
  clock.set("utc");
  expect(pauseUntil("2026-11-24T06:00", now)).toMatchObject({ pause: { until: "2026-11-24T06:00:00.000Z" } });
  expect(pauseUntil("2026-11-23T14:00", now).problem).toBe("This time is past.");
  expect(pauseUntil("", now).problem).toBe("A date and a time.");
  expect(nextHour(now)).toBe("2026-11-23T15:00");
});
