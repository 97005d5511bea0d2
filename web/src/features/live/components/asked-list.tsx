import { CircleCheck, CircleDashed, CircleSlash, LoaderCircle, OctagonAlert } from "lucide-react";
import { useSyncExternalStore } from "react";
import { problemText } from "@/api/problem-text";
import { live } from "@/live/client";
import { previewOfBytes } from "@/payload/preview";
import { titleText, visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { formatCount, formatLatency, quantityText } from "@/shared/lib/format";
import { formatClock } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";
import type { Playing } from "../lib/playing";
import type { Asked } from "../lib/responder";
import { SaidNow } from "./said-now";
import { TailNotice } from "./tail-notice";

interface Props {
  playing: Playing;
  open: Asked | undefined;
  onOpen: (asked: Asked) => void;
  /** Answers by hand; not there while nothing can be answered. */
  onAnswer: ((asked: Asked) => void) | undefined;
}

/** The requests that came, the newest first, and what became of each. */
export function AskedList({ playing: { tail, responder }, open, onOpen, onAnswer }: Props) {
  useSyncExternalStore(live.subscribe, () => responder.version);
  const { requests, answered, failed, left, silent, asked } = responder;
  const lost = tail.counters.dropped + tail.counters.missed;
  const words = [
    `${formatCount(requests)} asked`,
    `${formatCount(answered)} answered`,
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(left > 0 ? [`${formatCount(left)} left without a turn`] : []),
    ...(lost > 0 ? [`${formatCount(lost)} dropped`] : []),
    ...(silent > 0 ? [`${formatCount(silent)} wanted no answer`] : []),
  ].join(", ");
  return (
    <section aria-label="Requests" className="flex min-h-0 flex-1 flex-col">
      <TailNotice tail={tail} />
      <p
        className={cx(
          "border-line border-b px-4 py-2 text-small",
          lost + failed + left > 0 ? "text-warn" : "text-fg-2",
        )}
      >
        {words}
      </p>
      <SaidNow text={words} />
      {asked.length === 0 ? (
        <p className="px-4 py-4 text-fg-2">Nobody has asked yet.</p>
      ) : (
        <ol className="min-h-0 flex-1 overflow-y-auto">
          {asked.map((one) => (
            <li
              key={one.number}
              className={cx(
                "flex min-h-9 items-center gap-3 border-line-faint border-b py-1 pr-3 pl-4 max-sm:flex-wrap",
                one === open && "bg-accent-tint shadow-[inset_2px_0_0_var(--accent)]",
              )}
            >
              <button
                type="button"
                onClick={() => onOpen(one)}
                className="flex min-h-6 min-w-0 flex-1 items-center gap-3 rounded-1 text-start"
              >
                <span className="text-fg-3 text-small">{formatClock(new Date(one.message.time))}</span>
                <bdi title={titleText(one.message.subject)} className="max-w-[45%] shrink-0 truncate-line">
                  <Subject name={visibleText(one.message.subject)} />
                </bdi>
                <bdi className="mono truncate-line text-fg-2">{previewText(one)}</bdi>
              </button>
              <AskedState asked={one} />
              {onAnswer && (one.state === "waiting" || one.state === "failed" || one.state === "left") ? (
                <Button size="sm" onClick={() => onAnswer(one)}>
                  Answer
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function previewText({ message }: Asked): string {
  const preview = previewOfBytes(message.data);
  if (preview.kind === "empty") return "empty";
  return preview.kind === "text" ? visibleText(preview.text) : preview.hex;
}

function AskedState({ asked: { state, took, error } }: { asked: Asked }) {
  switch (state) {
    case "waiting":
      return <Status tone="plain" icon={CircleDashed} word="Waits" />;
    case "answering":
      return <Status tone="live" icon={LoaderCircle} word="Answering" />;
    case "answered":
      return <Status tone="ok" quiet icon={CircleCheck} word={quantityText(formatLatency(took ?? 0))} />;
    case "left":
      return <Status tone="warn" icon={CircleSlash} word="No turn" />;
    case "failed":
      return (
        <span title={problemText("", error).detail}>
          <Status tone="critical" icon={OctagonAlert} word="Failed" />
        </span>
      );
  }
}
