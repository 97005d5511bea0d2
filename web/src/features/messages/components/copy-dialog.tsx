import { useState } from "react";
import { hasCode } from "@/api/errors";
import type { Message } from "@/api/types";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { FormDialog } from "@/shared/ui/form-dialog";
import { useCopyMessage } from "../api/copy";
import { CopyForm, type Wanted } from "./copy-form";
import { CopyOutcome } from "./copy-outcome";
import { CopyUnknown } from "./copy-unknown";

interface Props {
  stream: string;
  message: Message;
  onOpenChange: (open: boolean) => void;
}

/** Publishes a message again, to a subject that somebody chose: asks where, says what that does, and what came of it. */
export function CopyDialog({ stream, message, onOpenChange }: Props) {
  const copy = useCopyMessage();
  const [sent, setSent] = useState<{ at: Date; wanted: Wanted }>();
  const publish = (wanted: Wanted) => {
    setSent({ at: new Date(), wanted });
    copy.mutate({ stream, sequence: message.sequence, ...wanted });
  };
  const close = () => onOpenChange(false);
  const title = `Publish a copy of ${formatCount(message.sequence)}`;
  const done = <Button onClick={close}>Done</Button>;
  if (copy.data && sent) {
    return (
      <FormDialog open onOpenChange={onOpenChange} title={title} actions={done}>
        <CopyOutcome copied={copy.data} subject={sent.wanted.subject} />
      </FormDialog>
    );
  }
  if (sent && hasCode(copy.error, "outcome_unknown")) {
    return (
      <FormDialog open onOpenChange={onOpenChange} title={title} actions={done}>
        <CopyUnknown
          stream={stream}
          subject={sent.wanted.subject}
          sentAt={sent.at}
          error={copy.error}
          onDismiss={close}
        />
      </FormDialog>
    );
  }
  return (
    <CopyForm
      stream={stream}
      message={message}
      title={title}
      busy={copy.isPending}
      refusal={copy.error}
      onPublish={publish}
      onOpenChange={(open) => {
        if (open || !copy.isPending) onOpenChange(open);
      }}
    />
  );
}
