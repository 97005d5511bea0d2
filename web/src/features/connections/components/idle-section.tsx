import { Activity, Moon, Timer, Unplug } from "lucide-react";
import { useState } from "react";
import type { Stats } from "@/api/types";
import { formatCountdown, parseGoDuration } from "@/shared/lib/duration";
import { useDeadline } from "@/shared/lib/use-deadline";
import { useNow } from "@/shared/lib/use-now";
import { Meter } from "@/shared/ui/meter";
import { Status } from "@/shared/ui/status";
import { readIdleClock, stateSince } from "../lib/idle";

const icons = { Idle: Timer, "In use": Activity, Parked: Moon, "Not connected": Unplug } as const;

/** Whether it was so in the last two readings: a request that just passes by is no use worth showing. */
function useTwice(is: boolean, readAt: number): boolean {
  const [seen, setSeen] = useState({ readAt, is, was: false });
  if (seen.readAt !== readAt) setSeen({ readAt, is, was: seen.is });
  return seen.is && seen.was;
}

/** The idle clock: how long until it parks, ticking each second between the polls. */
export function IdleSection({ stats, readAt }: { stats: Stats; readAt: number }) {
  const now = useNow(1000);
  const counting = stats.state === "active" && stats.leases === 0;
  const parksAt = useDeadline(counting ? parseGoDuration(stats.time_remaining) : undefined, readAt);
  const held = useTwice(stats.leases > 0, readAt) || parksAt === undefined;
  const clock = readIdleClock(held ? stats : { ...stats, leases: 0 }, parksAt, Math.max(now, readAt));
  const since = stateSince(stats);
  return (
    <section aria-label="Idle clock" className="border-line border-b px-4 py-3">
      <div className="flex items-baseline justify-between gap-2">
        <Status
          tone={clock.word === "Parked" ? "parked" : clock.word === "In use" ? "live" : "plain"}
          icon={icons[clock.word]}
          word={clock.word}
        />
        {clock.remaining === undefined ? (
          since && clock.word !== "In use" ? (
            <span className="text-fg-3">since {since}</span>
          ) : null
        ) : (
          <span role="timer" aria-live="off">
            <span className="text-fg-3">parks in</span>{" "}
            <b className="font-semibold">{formatCountdown(clock.remaining)}</b>
          </span>
        )}
      </div>
      <Meter className="my-2" value={clock.left} tone={clock.word === "In use" ? "live" : "parked"} />
      <p className="text-fg-2 text-small">{clock.sentence}</p>
    </section>
  );
}
