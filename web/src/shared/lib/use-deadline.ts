import { useState } from "react";

/** A poll that says "25m30s" is up to a second off; a moment that moves by less than this is the same moment. */
const tolerance = 1500;

/**
 * Turns "so much remains, said at this time" into a moment that stays put between polls, so that a countdown ticks evenly
 * instead of jumping with the rounding of each answer.
 */
export function useDeadline(remainingMs: number | undefined, saidAt: number): number | undefined {
  const [deadline, setDeadline] = useState<number>();
  if (remainingMs === undefined) {
    if (deadline !== undefined) setDeadline(undefined);
    return undefined;
  }
  const next = saidAt + remainingMs;
  if (deadline === undefined || Math.abs(deadline - next) > tolerance) {
    setDeadline(next);
    return next;
  }
  return deadline;
}
