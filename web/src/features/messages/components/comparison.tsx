import { CircleDashed } from "lucide-react";
import { useMemo, useState } from "react";
import type { Message } from "@/api/types";
import { DiffViewer } from "@/shared/diff/diff-viewer";
import { formatCount } from "@/shared/lib/format";
import { ViewSwitch } from "@/shared/payload/view-switch";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { Skeleton } from "@/shared/ui/skeleton";
import { StateBlock } from "@/shared/ui/state-block";
import { isMessageGone } from "../api/message";
import { headerLines, headerOf } from "../lib/headers";
import { useWhole, type Whole } from "../lib/use-whole";
import { MessageUnread } from "./message-unread";

interface Props {
  stream: string;
  message: Message;
  whole: Whole;
  /** The sequence of the message it is compared with. */
  other: number;
  rows: readonly Message[];
}

type Part = "payload" | "headers";

const encoder = new TextEncoder();

/** Two messages, the older one first: what differs in payload or headers. */
export function Comparison({ stream, message, whole, other, rows }: Props) {
  const [part, setPart] = useState<Part>("payload");
  const second = useWhole(
    stream,
    other,
    rows.find(({ sequence }) => sequence === other),
  );
  const headers = useMemo(
    () => [message, second.message].map((one) => one && encoder.encode(headerLines(one))),
    [message, second.message],
  );
  if (isMessageGone(second.error)) {
    return (
      <StateBlock icon={CircleDashed} title={`Message ${formatCount(other)} is gone`}>
        There is nothing left to compare with. Stop comparing, or mark another message.
      </StateBlock>
    );
  }
  if (!second.message || !second.bytes || !whole.bytes) {
    return second.error ? (
      <MessageUnread sequence={other} error={second.error} busy={second.loading} onRetry={second.refetch} />
    ) : (
      <Skeleton widths={[42, 60, 54]} label={`Reading message ${formatCount(other)}`} />
    );
  }
  const mine = { message, bytes: part === "payload" ? whole.bytes : headers[0] };
  const theirs = { message: second.message, bytes: part === "payload" ? second.bytes : headers[1] };
  const [before, after] = message.sequence < other ? [mine, theirs] : [theirs, mine];
  return (
    <>
      {part === "payload" ? <OnlyParts of={[whole, second]} /> : null}
      <DiffViewer
        narrow
        className="min-h-0 flex-1 max-md:min-h-[420px]"
        before={before.bytes ?? new Uint8Array()}
        after={after.bytes ?? new Uint8Array()}
        beforeLabel={formatCount(before.message.sequence)}
        afterLabel={formatCount(after.message.sequence)}
        contentType={part === "payload" ? headerOf(after.message, "Content-Type") : "text/plain"}
        head={
          <ViewSwitch
            label="Compare"
            value={part}
            onChange={setPart}
            options={[
              { value: "payload", label: "Payload" },
              { value: "headers", label: "Headers" },
            ]}
          />
        }
      />
    </>
  );
}

/** What is compared may be only the beginning of a payload. */
function OnlyParts({ of }: { of: readonly Whole[] }) {
  const cut = of.filter(({ message }) => message?.truncated);
  if (cut.length === 0) return null;
  const loads = cut.flatMap(({ loadAll }) => loadAll ?? []);
  return (
    <Notice
      tone="plain"
      icon={CircleDashed}
      title="Only the beginning is compared."
      action={
        loads.length > 0 ? (
          <Button
            size="sm"
            busy={cut.some(({ loadingAll }) => loadingAll)}
            onClick={() => {
              for (const load of loads) load();
            }}
          >
            Load all
          </Button>
        ) : undefined
      }
    />
  );
}
