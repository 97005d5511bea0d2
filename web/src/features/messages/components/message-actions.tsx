import { GitCompareArrows, Send, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Message } from "@/api/types";
import { useReadOnly } from "@/connection/use-read-only";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { deleteLock, type Traits } from "../lib/traits";
import { DownloadMessage } from "./download-message";

// A dialog is 40 kB with what it floats on, and most messages are only looked at.
const CopyDialog = lazy(async () => ({ default: (await import("./copy-dialog")).CopyDialog }));
const DeleteDialog = lazy(async () => ({ default: (await import("./delete-dialog")).DeleteDialog }));

interface Props {
  stream: string;
  message: Message;
  traits: Traits | undefined;
  compare: number | undefined;
  onCompare: (sequence: number | undefined) => void;
  onDeleted: (sequence: number) => void;
}

/** What can be done with a message. */
export function MessageActions({ stream, message, traits, compare, onCompare, onDeleted }: Props) {
  const readOnly = useReadOnly();
  const [dialog, setDialog] = useState<"copy" | "delete">();
  const close = (open: boolean) => setDialog(open ? dialog : undefined);
  const marked = compare === message.sequence;
  return (
    <>
      <ActionButton icon={Send} locked={readOnly} onClick={() => setDialog("copy")}>
        Publish a copy…
      </ActionButton>
      <Button
        icon={GitCompareArrows}
        aria-pressed={marked}
        title={marked ? "Open another message to compare" : "Mark it, then open another message"}
        onClick={() => onCompare(marked ? undefined : message.sequence)}
      >
        <span className="max-sm:sr-only">{marked ? "Marked" : "Compare"}</span>
      </Button>
      <DownloadMessage stream={stream} sequence={message.sequence} />
      <span className="flex-1" />
      <ActionButton
        look="danger"
        icon={Trash2}
        locked={readOnly ?? deleteLock(traits)}
        onClick={() => setDialog("delete")}
      >
        Delete…
      </ActionButton>
      <Suspense fallback={null}>
        {dialog === "copy" ? <CopyDialog stream={stream} message={message} onOpenChange={close} /> : null}
        {dialog === "delete" ? (
          <DeleteDialog
            stream={stream}
            message={message}
            onOpenChange={close}
            onDeleted={() => onDeleted(message.sequence)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
