import { CircleDashed, ClockAlert, Moon, RefreshCw, RotateCw } from "lucide-react";
import { formatSpan } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";
import { formatMoment } from "@/shared/lib/time";
import { Button } from "./button";
import { Notice } from "./notice";

// The lines over rows that are not all, not new or not moving. Each says so with its number, and has one button.

interface PartialProps {
  shown: number;
  /** How many there are; `about` when nobody counted them. */
  total: number;
  about?: boolean;
  /** "The server stopped answering after 5 s." */
  why: string;
  onMore: () => void;
  busy?: boolean;
}

export function PartialNotice({ shown, total, about = false, why, onMore, busy = false }: PartialProps) {
  return (
    <Notice
      tone="plain"
      icon={CircleDashed}
      title={`${formatCount(shown)} of ${about ? "about " : ""}${formatCount(total)}.`}
      action={
        <Button size="sm" onClick={onMore} busy={busy}>
          Go on
        </Button>
      }
    >
      {why}
    </Notice>
  );
}

interface StaleProps {
  /** When the rows were read. */
  at: Date;
  now: Date;
  /** "The last refresh failed." */
  why: string;
  onRefresh: () => void;
  busy?: boolean;
}

/** Over rows with the class `stale`. */
export function StaleNotice({ at, now, why, onRefresh, busy = false }: StaleProps) {
  return (
    <Notice
      tone="plain"
      icon={ClockAlert}
      title={`From ${formatMoment(at, now)}, ${formatSpan(now.getTime() - at.getTime())} old.`}
      action={
        <Button size="sm" icon={RotateCw} onClick={onRefresh} busy={busy}>
          Refresh
        </Button>
      }
    >
      {why}
    </Notice>
  );
}

interface ReconnectingProps {
  attempt: number;
  /** Until the next one, ms; undefined while one is under way. */
  nextIn?: number | undefined;
  onNow: () => void;
}

export function ReconnectingNotice({ attempt, nextIn, onNow }: ReconnectingProps) {
  return (
    <Notice
      tone="warn"
      icon={RefreshCw}
      title="Reconnecting."
      action={
        <Button size="sm" onClick={onNow} disabled={nextIn === undefined}>
          Now
        </Button>
      }
    >
      {nextIn === undefined ? `Attempt ${attempt} is under way.` : `Attempt ${attempt}, next in ${formatSpan(nextIn)}.`}
    </Notice>
  );
}

interface ParkedProps {
  /** Without use, ms. */
  after: number;
  /** How long waking took the last time, ms. */
  wakes?: number | undefined;
  onWake: () => void;
}

/** Quiet: nothing is wrong, and any click wakes it. */
export function ParkedNotice({ after, wakes, onWake }: ParkedProps) {
  const soon = wakes === undefined ? "" : `, in about ${wakes < 1000 ? `${Math.ceil(wakes)} ms` : formatSpan(wakes)}`;
  return (
    <Notice
      tone="parked"
      icon={Moon}
      title={`Parked after ${formatSpan(after)}.`}
      action={
        <Button size="sm" onClick={onWake}>
          Wake
        </Button>
      }
    >
      Your next click wakes it{soon}.
    </Notice>
  );
}
