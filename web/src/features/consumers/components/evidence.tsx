import type { ReactNode } from "react";
import type { ConsumerDetail } from "@/api/types";
import { formatAgo } from "@/shared/lib/duration";
import { formatCount, formatRate, quantityText } from "@/shared/lib/format";
import { formatExact, formatMoment } from "@/shared/lib/time";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { isPush } from "../lib/config";

/** The numbers that a verdict comes from, as the server said them. */
export function Evidence({ detail }: { detail: ConsumerDetail }) {
  return (
    <Definitions>
      <Counts detail={detail} />
      <Movement detail={detail} />
    </Definitions>
  );
}

/** The same without the counts, where they stand as figures already. */
export function FurtherEvidence({ detail }: { detail: ConsumerDetail }) {
  return (
    <Definitions>
      <Movement detail={detail} />
    </Definitions>
  );
}

function Counts({ detail }: { detail: ConsumerDetail }) {
  const { config, num_pending, num_ack_pending, num_redelivered } = detail;
  const limit = config.max_ack_pending ?? 0;
  return (
    <>
      <Definition term="Unread">{formatCount(num_pending)}</Definition>
      <Definition term="In flight">
        {formatCount(num_ack_pending)} {limit > 0 ? <Grey>of {formatCount(limit)}</Grey> : null}
      </Definition>
      <Definition term="Redelivered">{formatCount(num_redelivered)}</Definition>
      <Takers detail={detail} />
    </>
  );
}

/** What goes on, and when it last did. */
function Movement({ detail }: { detail: ConsumerDetail }) {
  const { config, rates } = detail;
  return (
    <>
      {rates ? (
        <Definition term="Gets and takes">
          {quantityText(formatRate(rates.in))} <Grey>and</Grey> {quantityText(formatRate(rates.out))}{" "}
          <Grey>over {rates.over}</Grey>
        </Definition>
      ) : null}
      <Definition term="Last delivery">
        <When at={detail.delivered.last_active} now={detail.ts} />
      </Definition>
      {config.ack_policy === "none" ? null : (
        <Definition term="Last ack">
          <When at={detail.ack_floor.last_active} now={detail.ts} />
        </Definition>
      )}
      {detail.paused && config.pause_until ? (
        <Definition term="Paused until">
          <Moment at={config.pause_until} />
        </Definition>
      ) : null}
    </>
  );
}

/** Who is there to take its messages. */
function Takers({ detail: { config, num_waiting, push_bound } }: { detail: ConsumerDetail }) {
  if (isPush(config)) return <Definition term="Subscriber">{push_bound ? "there" : "nobody"}</Definition>;
  const limit = config.max_waiting ?? 0;
  return (
    <Definition term="Waiting pulls">
      {formatCount(num_waiting)} {limit > 0 ? <Grey>of {formatCount(limit)}</Grey> : null}
    </Definition>
  );
}

/** How long ago something was, by the server's own clock. */
function When({ at, now }: { at: string | undefined; now: string | undefined }) {
  if (at === undefined) return <Grey>not since its server was started</Grey>;
  const then = new Date(at);
  const from = now === undefined ? Date.now() : Date.parse(now);
  return (
    <time dateTime={at} title={formatExact(then)}>
      {formatAgo(from - then.getTime())}
    </time>
  );
}

export function Moment({ at }: { at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={formatExact(time)}>
      {formatMoment(time, new Date())}
    </time>
  );
}

export function Grey({ children }: { children: ReactNode }) {
  return <span className="text-fg-3">{children}</span>;
}
