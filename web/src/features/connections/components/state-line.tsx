import type { Stats } from "@/api/types";
import { describeState } from "@/connection/describe-state";
import { idleTimeoutText } from "@/connection/idle";
import { assertNever } from "@/shared/lib/assert-never";
import { formatClock } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";

interface Props {
  stats: Stats;
  /** When the page under it was read, ms since the epoch; undefined when there is nothing yet. */
  readAt: number | undefined;
  onWake: () => void;
  onReconnect: () => void;
  waking: boolean;
  reconnecting: boolean;
}

/** The state in one line over the page, as long as there is something to say. */
export function StateLine({ stats, readAt, onWake, onReconnect, waking, reconnecting }: Props) {
  const look = describeState(stats.state, stats.reason);
  const now = <ActionButton label="Now" busy={reconnecting} onClick={onReconnect} />;
  switch (stats.state) {
    case "active":
      return stats.is_healthy ? null : (
        <Notice
          tone="warn"
          icon={look.icon}
          title="Not answering."
          action={<ActionButton label="Reconnect" busy={reconnecting} onClick={onReconnect} />}
        >
          The link is up, but the last ping got no answer.
        </Notice>
      );
    case "parked":
      return (
        <Notice
          tone="parked"
          icon={look.icon}
          title={parkedWords(stats)}
          action={<ActionButton label="Wake" busy={waking} onClick={onWake} />}
        >
          {readAt === undefined ? "Your next click wakes it." : `${from(readAt)} Wakes on your next click.`}
        </Notice>
      );
    case "dialing":
      return (
        <Notice tone="plain" icon={look.icon} title="Connecting.">
          {stats.attempt && stats.attempt > 1 ? `Attempt ${stats.attempt}.` : null}
        </Notice>
      );
    case "reconnecting":
      return (
        <Notice tone="warn" icon={look.icon} title="Reconnecting." action={now}>
          {stats.attempt || stats.retry_at ? <Attempt stats={stats} /> : null} {from(readAt)}
        </Notice>
      );
    case "failed":
      // Refused credentials have a region of their own, with its title in this place.
      return stats.reason === "auth" ? null : (
        <Notice
          tone="warn"
          icon={look.icon}
          title="Unreachable."
          action={<ActionButton label="Try now" busy={reconnecting} onClick={onReconnect} />}
        >
          {stats.last_error?.detail} <NextTry stats={stats} /> {from(readAt)}
        </Notice>
      );
    case "closed":
      return (
        <Notice tone="plain" icon={look.icon} title="Closed.">
          {closedWords(stats.reason)}
        </Notice>
      );
    default:
      return assertNever(stats.state);
  }
}

function ActionButton({ label, busy, onClick }: { label: string; busy: boolean; onClick: () => void }) {
  return (
    <Button size="sm" busy={busy} onClick={onClick}>
      {label}
    </Button>
  );
}

/** How old the page is while nothing fresh is to be had. */
function from(readAt: number | undefined): string {
  return readAt === undefined ? "" : `What you see is from ${formatClock(new Date(readAt), false)}.`;
}

/** "Attempt 3, next in 4 s." The countdown ticks here, so that nothing else is drawn again for it. */
function Attempt({ stats: { attempt, retry_at } }: { stats: Stats }) {
  const seconds = useSecondsUntil(retry_at);
  const next = seconds > 0 ? `next in ${seconds} s` : undefined;
  return `${[attempt ? `Attempt ${attempt}` : undefined, next].filter(Boolean).join(", ")}.`;
}

/** Nothing dials by itself here: the next click does, unless it comes too soon after the last failure. */
function NextTry({ stats: { retry_at } }: { stats: Stats }) {
  const seconds = useSecondsUntil(retry_at);
  return seconds > 0 ? `Tried again at the earliest in ${seconds} s.` : "Your next click tries again.";
}

function useSecondsUntil(moment: string | undefined): number {
  const now = useNow(moment === undefined ? undefined : 500);
  return moment === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(moment) - now) / 1000));
}

function parkedWords(stats: Stats): string {
  switch (stats.reason) {
    case "idle":
      return `Parked after ${idleTimeoutText(stats)}.`;
    case "link_lost":
      return "Parked: the link was lost.";
    default:
      return "Parked.";
  }
}

function closedWords(reason: Stats["reason"]): string {
  switch (reason) {
    case "lifetime":
      return "Its lifetime is over. Connect anew.";
    case "evicted":
      return "Another connection needed its place. Connect anew.";
    case "unsealable":
      return "Its stored credentials could not be opened any more. Connect anew.";
    case "shutdown":
      return "HeyNATS is shutting down.";
    default:
      return "Connect anew.";
  }
}
