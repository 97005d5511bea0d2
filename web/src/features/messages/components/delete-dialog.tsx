import { useState } from "react";
import { hasCode, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { Message } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { Segmented } from "@/shared/ui/segmented";
import { Subject } from "@/shared/ui/subject";
import { useDeleteMessage } from "../api/delete";

interface Props {
  stream: string;
  message: Message;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
}

type Way = "fast" | "secure";

const explained: Record<Way, string> = {
  fast: "It is marked as deleted. Its bytes stay on the server’s disk until that part of it is written anew.",
  secure: "Its bytes are overwritten on the server’s disk, which takes longer.",
};

/** Asks before a message goes for good: shows which, and takes its sequence for a yes. */
export function DeleteDialog({ stream, message, onOpenChange, onDeleted }: Props) {
  const { sequence, subject, size } = message;
  const [way, setWay] = useState<Way>("fast");
  const [sentAt, setSentAt] = useState<Date>();
  const deletion = useDeleteMessage();
  const cli = useCli();
  const title = `Delete message ${formatCount(sequence)}`;
  const confirm = () => {
    setSentAt(new Date());
    deletion.mutate({ stream, sequence, secure: way === "secure" }, { onSuccess: onDeleted });
  };
  const { error } = deletion;
  return (
    <ConfirmByName
      open
      onOpenChange={onOpenChange}
      title={title}
      name={String(sequence)}
      kind="message"
      label={`Type its sequence, ${sequence}`}
      preview={{
        state: "ready",
        hits: [
          {
            tone: "critical",
            children: (
              <>
                <b>{formatCount(sequence)}</b> on <Subject name={subject} />, {quantityText(formatBytes(size))}, goes
                for good
              </>
            ),
          },
          { tone: "warn", children: "Consumers that have not read it yet never will" },
          { tone: "ok", children: "Mirrors and sources that have copied it keep their copy" },
        ],
      }}
      choices={
        <div className="flex flex-col gap-1.5">
          <Segmented
            label="How"
            value={way}
            onChange={setWay}
            options={[
              { value: "fast", label: "Fast" },
              { value: "secure", label: "Secure erase" },
            ]}
          />
          <p className="min-h-8 text-fg-3 text-small">{explained[way]}</p>
        </div>
      }
      action="Delete the message"
      onConfirm={confirm}
      busy={deletion.isPending}
      refusal={error ? problemText("The message was not deleted", error) : undefined}
      outcome={
        hasCode(error, "outcome_unknown") ? (
          <OutcomeUnknown
            title="The message may be deleted"
            sentAt={sentAt ?? new Date()}
            requestId={error instanceof ProblemError ? error.problem.request_id : undefined}
            action={
              <Button look="ink" onClick={() => location.reload()}>
                Look again
              </Button>
            }
            onDismiss={() => onOpenChange(false)}
          />
        ) : undefined
      }
      aside={
        <CopyAsCli
          note={cli.note ?? "The CLI always erases securely."}
          align="start"
          commands={[
            {
              title: "Delete this message, securely",
              command: cli.named(["stream", "rmm"], [stream, String(sequence)]),
            },
          ]}
        />
      }
    />
  );
}
