import { expect, it } from "vitest";
import { active, held, now, parked, reconnecting } from "@/testing/fixtures";
import { readIdleClock, stateSince } from "./idle";

const at = now.getTime();

it("counts an idle link down against its timeout", () => {
  expect(readIdleClock(active, at + 15 * 60_000, at)).toMatchObject({ word: "Idle", remaining: 900_000, left: 0.5 });
});

it("never counts below zero", () => {
  expect(readIdleClock(active, at - 5000, at)).toMatchObject({ remaining: 0, left: 0 });
});

it("stands still while something holds the link", () => {
  const clock = readIdleClock(held, undefined, at);
  expect(clock).toMatchObject({ word: "In use", left: 1 });
  expect(clock.remaining).toBeUndefined();
  expect(clock.sentence).toContain("Held by 2 requests and live streams");
});

it("says when a parked link was last used", () => {
  expect(readIdleClock(parked, undefined, at)).toMatchObject({ word: "Parked", left: 0 });
  expect(readIdleClock(reconnecting, undefined, at).word).toBe("Not connected");
});

it("dates a state only when the history speaks of that state", () => {
  expect(stateSince(parked)).toBe("14:28:10");
  expect(stateSince({ ...active, state: "dialing" })).toBeUndefined();
});
