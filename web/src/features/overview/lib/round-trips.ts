import type { Change, ConnectionHistory } from "@/api/types";
import { describeState } from "@/connection/describe-state";
import type { Gap, Lines } from "@/shared/charts/lines";
import { percentile } from "@/shared/charts/summary";
import { parseGoDuration } from "@/shared/lib/duration";

/** Round trips as they are drawn. */
export interface RoundTrips {
  /** ms: the pings themselves as long as each has a place of its own, then the median and the slowest of each step. */
  lines: Lines;
  names: readonly string[];
  gaps: Gap[];
  from: number;
  to: number;
  /** How far apart the points are, ms. */
  every: number;
  /** Of all pings in sight, ms; undefined before the first. */
  p99: number | undefined;
}

const second = 1_000;
const minute = 60 * second;

/** A ping is made every five seconds while somebody looks; more points than this cannot be told apart. */
const pingEvery = 5 * second;
const points = 120;

const spans = [5 * minute, 15 * minute, 30 * minute, 60 * minute];

export function roundTrips(history: ConnectionHistory, changes: readonly Change[], now: number): RoundTrips {
  const pings = history.samples.flatMap(({ at, rtt }) => {
    const ms = rtt === undefined ? undefined : parseGoDuration(rtt);
    return ms === undefined ? [] : [{ at: Date.parse(at), ms }];
  });
  const age = now - (pings[0]?.at ?? now);
  const span = spans.find((one) => one >= age) ?? 60 * minute;
  const from = now - span;
  const single = span <= 15 * minute;
  const every = single ? pingEvery : span / points;
  const steps = new Map<number, number[]>();
  for (const { at, ms } of pings) {
    if (at < from) continue;
    const step = Math.floor(at / every);
    steps.set(step, [...(steps.get(step) ?? []), ms]);
  }
  const kept = [...steps].sort(([a], [b]) => a - b);
  const medians = kept.map(([, values]) => percentile(values, 0.5) ?? null);
  const slowest = kept.map(([, values]) => Math.max(...values));
  return {
    lines: { times: kept.map(([step]) => (step + 0.5) * every), series: single ? [slowest] : [medians, slowest] },
    names: single ? ["ping"] : ["median", "slowest"],
    gaps: gapsOf(changes, now),
    from,
    to: now,
    every,
    p99: percentile(
      pings.map(({ ms }) => ms),
      0.99,
    ),
  };
}

/** When there was no link, from the history of states, which comes newest first. */
function gapsOf(changes: readonly Change[], now: number): Gap[] {
  const gaps: Gap[] = [];
  let until = now;
  for (const { at, state, reason } of changes) {
    const from = Date.parse(at);
    // A dial belongs to the outage that it ends.
    if (state !== "active" && state !== "dialing")
      gaps.push({
        from,
        to: until,
        label: describeState(state, reason).word,
        tone: state === "parked" ? "parked" : "warn",
      });
    if (state !== "dialing") until = from;
  }
  return gaps.reverse();
}

/** "last 5 min", "last hour" */
export function spanWords({ from, to }: { from: number; to: number }): string {
  const minutes = Math.round((to - from) / minute);
  return minutes === 60 ? "last hour" : `last ${minutes} min`;
}
