import { readDuration } from "@/shared/document/quantities";
import { clock } from "@/shared/lib/time";
import type { Pause } from "../api/changes";

type Read = { pause: Pause; until: Date; problem?: never } | { pause?: never; until?: never; problem: string };

/** How long a pause may be, as HeyNATS has it: who says more means something else. */
const longest = 100 * 365 * 86_400_000;

/** A duration as people type it: "1h 30m", "2d". */
export function pauseFor(text: string, now: number): Read {
  const { value, problem } = readDuration(text);
  if (problem !== undefined) return { problem };
  const ms = Number(value / 1_000_000n);
  if (ms <= 0) return { problem: "Longer than nothing." };
  if (ms > longest) return { problem: "At most 100 years." };
  return { pause: { for: `${value}ns` }, until: new Date(now + ms) };
}

/** What a field for date and time holds, by the clock that the page goes by. */
export function pauseUntil(text: string, now: number): Read {
  const until = new Date(clock.get() === "utc" ? `${text}Z` : text);
  if (Number.isNaN(until.getTime())) return { problem: "A date and a time." };
  if (until.getTime() <= now) return { problem: "This time is past." };
  if (until.getTime() - now > longest) return { problem: "At most 100 years from now." };
  return { pause: { until: until.toISOString() }, until };
}

/** A moment as such a field wants it: the next full hour is where most pauses end. */
export function nextHour(now: number): string {
  const hour = new Date(Math.ceil((now + 1) / 3_600_000) * 3_600_000);
  const shift = clock.get() === "utc" ? 0 : hour.getTimezoneOffset() * 60_000;
  return new Date(hour.getTime() - shift).toISOString().slice(0, 16);
}
