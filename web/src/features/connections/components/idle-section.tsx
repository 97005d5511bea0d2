import { useConnection } from "@/connection/context";
import { stateSince } from "@/connection/idle";
import { useIdleClock } from "@/connection/use-idle-clock";
import { formatCountdown } from "@/shared/lib/duration";
import { Meter } from "@/shared/ui/meter";
import { Status } from "@/shared/ui/status";

/** The idle clock: how long until it parks, ticking each second between the polls. */
export function IdleSection() {
  const { stats } = useConnection();
  const clock = useIdleClock();
  const since = stateSince(stats);
  return (
    <section aria-label="Idle clock" className="border-line border-b px-4 py-3">
      <div className="flex items-baseline justify-between gap-2">
        <Status
          tone={clock.word === "Parked" ? "parked" : clock.word === "In use" ? "live" : "plain"}
          icon={clock.icon}
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
