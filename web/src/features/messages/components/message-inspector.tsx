import { ArrowDown, ArrowUp, Mail } from "lucide-react";
import type { Message } from "@/api/types";
import { formatCount } from "@/shared/lib/format";
import { IconButton } from "@/shared/ui/icon-button";
import { Inspector } from "@/shared/ui/inspector";
import { Skeleton } from "@/shared/ui/skeleton";
import { isMessageGone } from "../api/message";
import type { Direction } from "../lib/question";
import type { Traits } from "../lib/traits";
import { useWhole } from "../lib/use-whole";
import { CompareLine } from "./compare-line";
import { Comparison } from "./comparison";
import { MessageActions } from "./message-actions";
import { MessageFacts } from "./message-facts";
import { MessageGone } from "./message-gone";
import { MessageHeaders } from "./message-headers";
import { MessagePayload } from "./message-payload";
import { MessageUnread } from "./message-unread";

interface Props {
  stream: string;
  sequence: number;
  /** The rows of the list; the message may be among them or not. */
  rows: readonly Message[];
  direction: Direction;
  traits: Traits | undefined;
  /** The message that this one is compared with, or is marked to be. */
  compare: number | undefined;
  onOpen: (sequence: number | undefined) => void;
  onCompare: (sequence: number | undefined) => void;
  /** It was deleted here. */
  onDeleted: (sequence: number) => void;
  /** The address of a message, to be sent. */
  permalink: (sequence: number) => string;
}

/** One message, whole: what it is, its headers, its payload, and what can be done with it. */
export function MessageInspector(props: Props) {
  const { stream, sequence, rows, direction, traits, compare, onOpen, onCompare, onDeleted, permalink } = props;
  const index = rows.findIndex((row) => row.sequence === sequence);
  const whole = useWhole(stream, sequence, rows[index]);
  const { message } = whole;
  const gone = isMessageGone(whole.error);
  const step = (by: 1 | -1) => {
    const next = index < 0 ? undefined : rows[index + by];
    const older = (by === 1) === (direction === "older");
    return { next, label: older ? "Older message" : "Newer message", icon: by === 1 ? ArrowDown : ArrowUp };
  };
  return (
    <Inspector
      title={formatCount(sequence)}
      number
      icon={Mail}
      onClose={() => onOpen(undefined)}
      aside={
        <>
          <Step {...step(1)} keys="j" onOpen={onOpen} />
          <Step {...step(-1)} keys="k" onOpen={onOpen} />
          <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
        </>
      }
      actions={
        message && !gone ? (
          <MessageActions {...{ stream, message, traits, compare, onCompare, onDeleted }} />
        ) : undefined
      }
    >
      <div className="flex h-full min-h-[420px] flex-col">
        <CompareLine sequence={sequence} compare={compare} onCompare={onCompare} onOpen={onOpen} />
        {gone ? (
          <MessageGone {...{ stream, sequence, direction, traits, onOpen }} />
        ) : message ? (
          <>
            <div className="max-h-[52%] shrink-0 overflow-y-auto border-line border-b max-md:max-h-none">
              <MessageFacts message={message} permalink={permalink(sequence)} />
              <MessageHeaders message={message} key={sequence} />
            </div>
            {compare === undefined || compare === sequence ? (
              <MessagePayload stream={stream} whole={whole} message={message} />
            ) : (
              <Comparison stream={stream} whole={whole} message={message} other={compare} rows={rows} />
            )}
          </>
        ) : whole.error ? (
          <MessageUnread sequence={sequence} error={whole.error} busy={whole.loading} onRetry={whole.refetch} />
        ) : (
          <Skeleton widths={[44, 62, 50, 70, 58]} label={`Reading message ${formatCount(sequence)}`} />
        )}
      </div>
    </Inspector>
  );
}

interface StepProps {
  next: Message | undefined;
  label: string;
  icon: typeof ArrowDown;
  keys: string;
  onOpen: (sequence: number) => void;
}

function Step({ next, label, icon, keys, onOpen }: StepProps) {
  return (
    <IconButton
      icon={icon}
      size="sm"
      iconSize={14}
      label={next ? `${label} (${keys})` : `${label}: none in the list`}
      disabled={next === undefined}
      focusableWhenDisabled
      onClick={() => next && onOpen(next.sequence)}
    />
  );
}
