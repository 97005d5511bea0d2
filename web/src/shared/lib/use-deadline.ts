import { useState } from "react";

/** A poll that says "25m30s" is up to a second off; a moment that moves by less than this is the same moment. */
const tolerance = 1500;

/**
 * Turns "so much remains, said at this time" into a moment that stays put between polls, so that a countdown ticks evenly
 * instead of jumping with the rounding of each answer. While nothing is said, the moment said last stands.
 */
export function useDeadline(remainingMs: number | undefined, saidAt: number): number | undefined {
  const [deadline, setDeadline] = useState<number>();
  if (remainingMs === undefined) return deadline;
  const next = saidAt + remainingMs;
  if (deadline === undefined || Math.abs(deadline - next) > tolerance) {
    setDeadline(next);
    return next;
  }
  return deadline;
}
