import { PlugZap } from "lucide-react";
import type { Stats } from "@/api/types";
import { assertNever } from "@/shared/lib/assert-never";
import { useNow } from "@/shared/lib/use-now";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { describeState } from "../lib/describe-state";
import { idleTimeoutText } from "../lib/idle";

interface Props {
  stats: Stats;
  onWake: () => void;
  onReconnect: () => void;
  waking: boolean;
  reconnecting: boolean;
}

/** The state in one line that is always there, so that a change of state moves nothing under it. */
export function StateLine({ stats, onWake, onReconnect, waking, reconnecting }: Props) {
  const look = describeState(stats.state, stats.reason);
  const now = <ActionButton label="Now" busy={reconnecting} onClick={onReconnect} />;
  switch (stats.state) {
    case "active":
      return stats.is_healthy ? (
        <div className="flex min-h-9 shrink-0 items-center gap-2.5 border-line border-b py-1 pr-2.5 pl-4">
          <PlugZap aria-hidden size={14} strokeWidth={2} className="text-ok" />
          <p className="min-w-0 flex-1">
            <b className="text-ok">Connected</b> <ServerWords server={stats.server} />
          </p>
        </div>
      ) : (
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
          Your next click wakes it.
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
          {stats.attempt || stats.retry_at ? <Attempt stats={stats} /> : null}
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
          {stats.last_error?.detail} <NextTry stats={stats} />
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

function ServerWords({ server }: { server: Stats["server"] }) {
  if (!server) return null;
  return (
    <span className="text-fg-2">
      to {server.name} {server.version}
      {server.cluster ? `, cluster ${server.cluster}` : ""}
    </span>
  );
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
