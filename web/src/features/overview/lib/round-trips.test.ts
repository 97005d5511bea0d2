import { describe, expect, it } from "vitest";
import type { Change, ConnectionHistory } from "@/api/types";
import { roundTrips, spanWords } from "./round-trips";

const now = Date.UTC(2026, 10, 23, 14, 32);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

/** Pings every five seconds since so long, of 1, 2, … ms. */
function since(seconds: number): ConnectionHistory {
  const samples = Array.from({ length: seconds / 5 }, (_, index) => ({
    at: ago(seconds - index * 5),
    rtt: `${index + 1}ms`,
  }));
  return { connection_id: "1", samples, changes: [], total: samples.length };
}

describe("the points", () => {
  it("are the pings themselves as long as there are few", () => {
    const trips = roundTrips(since(60), [], now);
    expect(trips.names).toEqual(["ping"]);
    expect(trips.lines.series[0]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(spanWords(trips)).toBe("last 5 min");
  });

  it("are the median and the slowest of each step when there are many", () => {
    const trips = roundTrips(since(3600), [], now);
    expect(trips.names).toEqual(["median", "slowest"]);
    const [medians = [], slowest = []] = trips.lines.series;
    expect(trips.lines.times.length).toBeLessThanOrEqual(121);
    expect(medians.every((median, index) => (median ?? 0) <= (slowest[index] ?? 0))).toBe(true);
    expect(slowest.at(-1)).toBe(720);
    expect(spanWords(trips)).toBe("last hour");
  });

  it("have no place for a ping that failed", () => {
    const history = since(60);
    history.samples[3] = { at: ago(45), failed: true };
    expect(roundTrips(history, [], now).lines.series[0]).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("are none before the first ping", () => {
    expect(roundTrips({ ...since(0), samples: [] }, [], now)).toMatchObject({ p99: undefined, lines: { times: [] } });
  });
});

it("has the p99 of all that is in sight", () => {
  expect(roundTrips(since(500), [], now).p99).toBe(99);
});

describe("gaps", () => {
  const change = (seconds: number, state: Change["state"], reason?: Change["reason"]): Change => ({
    at: ago(seconds),
    state,
    ...(reason ? { reason } : {}),
  });

  it("last from losing the link until it is back, dialling included", () => {
    const changes = [change(10, "active"), change(12, "dialing"), change(100, "parked", "idle"), change(300, "active")];
    expect(roundTrips(since(300), changes, now).gaps).toEqual([
      { from: now - 100_000, to: now - 10_000, label: "Parked", tone: "parked" },
    ]);
  });

  it("last until now while it is not back", () => {
    const changes = [change(20, "reconnecting", "link_lost"), change(300, "active")];
    expect(roundTrips(since(300), changes, now).gaps).toMatchObject([{ to: now, label: "Reconnecting", tone: "warn" }]);
  });
});
