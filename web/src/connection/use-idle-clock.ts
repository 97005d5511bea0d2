import { Activity, type LucideIcon, Moon, Timer, Unplug } from "lucide-react";
import { useState } from "react";
import { parseGoDuration } from "@/shared/lib/duration";
import { useDeadline } from "@/shared/lib/use-deadline";
import { useNow } from "@/shared/lib/use-now";
import { useConnection } from "./context";
import { type IdleClock, readIdleClock } from "./idle";

const icons = { Idle: Timer, "In use": Activity, Parked: Moon, "Not connected": Unplug } as const;

/** The idle clock of this page's connection, ticking by itself between the polls. */
export function useIdleClock(tickMs = 1000): IdleClock & { icon: LucideIcon } {
  const { stats, readAt } = useConnection();
  const now = useNow(tickMs);
  const counting = stats.state === "active" && stats.leases === 0;
  const parksAt = useDeadline(counting ? parseGoDuration(stats.time_remaining) : undefined, readAt);
  const held = useTwice(stats.leases > 0, readAt) || parksAt === undefined;
  const clock = readIdleClock(held ? stats : { ...stats, leases: 0 }, parksAt, Math.max(now, readAt));
  return { ...clock, icon: icons[clock.word] };
}

/** Whether it was so in the last two readings: a request that just passes by is no use worth showing. */
function useTwice(is: boolean, readAt: number): boolean {
  const [seen, setSeen] = useState({ readAt, is, was: false });
  if (seen.readAt !== readAt) setSeen({ readAt, is, was: seen.is });
  return seen.is && seen.was;
}
