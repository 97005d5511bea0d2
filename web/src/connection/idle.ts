import type { Stats } from "@/api/types";
import { assertNever } from "@/shared/lib/assert-never";
import { formatCountdown, formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { plural } from "@/shared/lib/format";
import { formatClock } from "@/shared/lib/time";

/** The idle clock in words: whether it runs, and what happens when it is over. */
export interface IdleClock {
  word: "Idle" | "In use" | "Parked" | "Not connected";
  /** Milliseconds until it parks; undefined while the clock stands. */
  remaining?: number;
  /** 0 to 1 of the idle timeout that is left. */
  left: number;
  sentence: string;
}

/**
 * Reads the idle clock of a connection. `parksAt` is the moment the clock runs out, kept steady between polls.
 * An active link without holders counts down; a held one stands until the last holder lets go.
 */
export function readIdleClock(stats: Stats, parksAt: number | undefined, now: number): IdleClock {
  const since = now - Date.parse(stats.last_activity);
  const used = since < 1500 ? "Used just now." : `Last used ${formatCountdown(since)} ago.`;
  switch (stats.state) {
    case "active": {
      if (stats.leases > 0) {
        return {
          word: "In use",
          left: 1,
          sentence: `Held by ${plural(stats.leases, "request or live stream", "requests and live streams")}. The clock starts when the last one lets go.`,
        };
      }
      const total = parseGoDuration(stats.idle_timeout) ?? 0;
      const remaining = Math.max(0, (parksAt ?? now) - now);
      return {
        word: "Idle",
        remaining,
        left: total > 0 ? Math.min(1, remaining / total) : 0,
        sentence: `${used} When parked, your next click brings it back with nothing lost.`,
      };
    }
    case "parked":
      return { word: "Parked", left: 0, sentence: `${used} Address and credentials are kept, sealed.` };
    case "dialing":
    case "reconnecting":
    case "failed":
    case "closed":
      return { word: "Not connected", left: 0, sentence: used };
    default:
      return assertNever(stats.state);
  }
}

/** Since when the present state stands, as a clock; nothing when the history does not say. */
export function stateSince(stats: Stats): string | undefined {
  const latest = stats.changes[0];
  return latest?.state === stats.state ? formatClock(new Date(latest.at)) : undefined;
}

/** "30 min" of "30m0s" */
export function idleTimeoutText(stats: Stats): string {
  const ms = parseGoDuration(stats.idle_timeout);
  return ms === undefined ? stats.idle_timeout : formatSpan(ms);
}
