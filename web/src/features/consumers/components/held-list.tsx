import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { ConsumerDetail } from "@/api/types";
import { useConnection } from "@/connection/context";
import { cx } from "@/shared/lib/cx";
import { formatCount } from "@/shared/lib/format";
import { Subject } from "@/shared/ui/subject";
import { type Answer, useAcknowledge } from "../api/acknowledge";
import { ackWaitOf } from "../lib/config";
import { type Fate, type Held, useHeld, withFate } from "../lib/held";
import { messagesLink } from "../lib/messages-link";
import { AckWait } from "./ack-wait";
import { HeldActions } from "./held-actions";
import { HeldPayload } from "./held-payload";

/** The messages that are held, the newest first, and what became of those that were answered. */
export function HeldList({ detail }: { detail: ConsumerDetail }) {
  const { stream_name: stream, name } = detail;
  const { held } = useHeld(stream, name);
  const [open, setOpen] = useState<string>();
  if (held.length === 0) return null;
  const shown = open ?? held[0]?.message.ack;
  return (
    <ul aria-label="Messages taken by hand" className="-mx-4 border-line border-t">
      {held.map((one) => (
        <HeldItem
          key={one.message.ack}
          detail={detail}
          held={one}
          open={one.message.ack === shown}
          onOpen={(next) => setOpen(next ? one.message.ack : "")}
        />
      ))}
    </ul>
  );
}

interface ItemProps {
  detail: ConsumerDetail;
  held: Held;
  open: boolean;
  onOpen: (open: boolean) => void;
}

const fates: Record<Exclude<Fate, "held">, string> = {
  acknowledged: "Acknowledged",
  "given back": "Given back",
  terminated: "Never again",
  unknown: "No answer came. It may have been taken.",
};

const fateOf: Record<Answer["kind"], Fate> = {
  ack: "acknowledged",
  nak: "given back",
  term: "terminated",
  in_progress: "held",
};

function HeldItem({ detail, held: one, open, onOpen }: ItemProps) {
  const { stream_name: stream, name, config } = detail;
  const { id } = useConnection();
  const { change } = useHeld(stream, name);
  const acknowledge = useAcknowledge({ stream, name });
  const { message, fate } = one;
  const total = ackWaitOf(config, message.delivered);
  const say = (kind: Answer["kind"], more: Pick<Answer, "delay" | "reason"> = {}) =>
    acknowledge.mutate(
      { ack: message.ack, kind, ...more },
      {
        onSuccess: () =>
          change((held) =>
            withFate(held, message.ack, {
              fate: fateOf[kind],
              ...(kind === "in_progress" && total !== undefined ? { until: Date.now() + total } : {}),
            }),
          ),
        onError: (error) =>
          change((held) => withFate(held, message.ack, isOutcomeUnknown(error) ? { fate: "unknown" } : { error })),
      },
    );
  return (
    <li className="border-line-faint border-b">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`Payload of ${formatCount(message.sequence)}`}
          onClick={() => onOpen(!open)}
          className={cx("rounded-1 font-medium hover:underline", fate !== "held" && "text-fg-3")}
        >
          {formatCount(message.sequence)}
        </button>
        <span className="min-w-0 flex-1 basis-40">
          <Subject name={message.subject} />
        </span>
        <span className="text-fg-3 text-small">
          {message.delivered > 1 ? `delivery ${formatCount(message.delivered)}` : "first delivery"}
        </span>
        {fate === "held" ? (
          <>
            <AckWait until={one.until} total={total} />
            <HeldActions sequence={message.sequence} busy={acknowledge.isPending} onSay={say} />
          </>
        ) : (
          <span role="status" className={cx("text-small", fate === "unknown" ? "text-warn" : "text-fg-2")}>
            {fates[fate]}
          </span>
        )}
        <Link
          {...messagesLink(id, stream, { from: `seq:${message.sequence}`, open: message.sequence })}
          className="text-accent text-small hover:underline"
        >
          In the stream
        </Link>
      </div>
      {one.error ? (
        <p role="alert" className="px-4 pb-2 text-critical text-small">
          {problemText("", one.error).detail}
        </p>
      ) : null}
      {open ? <HeldPayload message={message} /> : null}
    </li>
  );
}
