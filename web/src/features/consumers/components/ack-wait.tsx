import { formatCountdown } from "@/shared/lib/duration";
import { useNow } from "@/shared/lib/use-now";
import { Meter } from "@/shared/ui/meter";

interface Props {
  /** When it is over, ms since the epoch. */
  until: number | undefined;
  /** How long it is in all, ms. */
  total: number | undefined;
}

/** How much is left of the time in which a message has to be answered. */
export function AckWait({ until, total }: Props) {
  const now = useNow(until === undefined ? undefined : 1_000);
  if (until === undefined || total === undefined) return null;
  const left = until - now;
  if (left <= 0) return <span className="text-small text-warn">Ack wait over: it is delivered again</span>;
  return (
    <span className="flex items-center gap-2 text-small">
      <span className="w-8">
        <Meter value={left / total} tone={left < 10_000 || left < total / 10 ? "warn" : "plain"} />
      </span>
      <span className="w-16 text-fg-2">{formatCountdown(left)} left</span>
    </span>
  );
}
