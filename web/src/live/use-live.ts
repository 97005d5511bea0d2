import { useCallback, useSyncExternalStore } from "react";
import { live } from "./client";
import type { Tail } from "./tail";

/** What is followed of a connection, or all there is. */
export function useTails(connection?: string): readonly Tail[] {
  const tails = useSyncExternalStore(live.subscribe, () => live.tails);
  return connection === undefined ? tails : tails.filter((tail) => tail.connection === connection);
}

/** Draws anew whenever a message came or anything else has changed, once per frame at most. */
export function useEveryMessage(tail: Tail): number {
  return useSyncExternalStore(
    live.subscribe,
    useCallback(() => tail.version, [tail]),
  );
}

/** Draws anew once a second, and when its state changes. */
export function useTail(tail: Tail): Tail {
  useSyncExternalStore(
    live.subscribe,
    useCallback(() => tail.beat, [tail]),
  );
  return tail;
}

/** What all tails bring together, as of the last second. */
export function useLiveTotals(): string {
  return useSyncExternalStore(live.subscribe, totals);
}

/** As a text, so that nothing is drawn while it stays the same. */
function totals(): string {
  const alive = live.tails.filter((tail) => tail.alive);
  const rate = alive.reduce((sum, tail) => sum + tail.rates.now, 0);
  const lost = live.tails.reduce((sum, { counters }) => sum + counters.dropped + counters.missed, 0);
  return `${alive.length} ${Math.round(rate * 10) / 10} ${lost}`;
}
