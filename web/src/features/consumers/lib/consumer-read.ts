import type { ConsumerDetail } from "@/api/types";
import { type Lines, noLines, remember } from "@/shared/charts/lines";

/** A consumer as it was read last, and how it went since the page was opened. */
export interface ConsumerRead {
  latest: ConsumerDetail;
  /** Messages per second that came for it and that it took. */
  rates: Lines;
  /** Messages that it had not read, and those that it held. */
  waiting: Lines;
}

/** An hour of readings at five seconds. */
const capacity = 720;

/** With one more reading, at the time of the server. A consumer that was made anew begins anew. */
export function withNext(before: ConsumerRead | undefined, latest: ConsumerDetail, now: number): ConsumerRead {
  const same = before?.latest.created === latest.created;
  const at = latest.ts === undefined ? now : Date.parse(latest.ts);
  return {
    latest,
    rates: remember(
      same ? before.rates : noLines(2),
      at,
      [latest.rates?.in ?? null, latest.rates?.out ?? null],
      capacity,
    ),
    waiting: remember(same ? before.waiting : noLines(2), at, [latest.num_pending, latest.num_ack_pending], capacity),
  };
}
