import type { StreamDetail } from "@/api/types";
import { type Lines, noLines, remember } from "@/shared/charts/lines";

/** A stream as it was read last, and how fast it went between the readings since its page was opened. */
export interface WatchedStream {
  detail: StreamDetail;
  /** When the server said so, ms since the epoch by its clock. */
  at: number;
  /** Messages stored per second between the last two readings; undefined before the second. */
  rate: number | undefined;
  /** Messages stored per second, over time. */
  lines: Lines;
}

/** An hour of readings at five seconds. */
const capacity = 720;

export function withReading(before: WatchedStream | undefined, detail: StreamDetail, now: number): WatchedStream {
  const at = detail.ts ? Date.parse(detail.ts) : now;
  const rate = before ? rateBetween(before, detail, at) : undefined;
  return {
    detail,
    at,
    rate,
    lines: before ? remember(before.lines, at, [rate ?? null], capacity) : noLines(1),
  };
}

/** A stream that was made anew under the same name begins at its beginning, which is no rate. */
function rateBetween({ detail: was, at: before }: WatchedStream, { created, state }: StreamDetail, at: number) {
  const stored = state.last_seq - was.state.last_seq;
  return created === was.created && stored >= 0 && at > before ? (stored / (at - before)) * 1_000 : undefined;
}
