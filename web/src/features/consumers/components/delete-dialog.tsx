import { useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { ConsumerDetail } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { formatCount, plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import type { Hit } from "@/shared/ui/hits";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { toast } from "@/shared/ui/toast";
import { useDelete } from "../api/changes";
import { useRetention } from "../api/retention";
import { deleteCommand } from "../lib/cli";
import { isPush } from "../lib/config";
import type { StepProps } from "./consumer-dialogs";

/** Asks before a consumer goes, and says what goes with it. */
export function DeleteDialog({ detail, onClose, onGone }: StepProps & { onGone: () => void }) {
  const { stream_name: stream, name } = detail;
  const remove = useDelete({ stream, name });
  const retention = useRetention(stream);
  const cli = useCli();
  const [sentAt, setSentAt] = useState<Date>();
  const unknown = remove.error !== null && isOutcomeUnknown(remove.error);
  const confirm = () => {
    setSentAt(new Date());
    remove.mutate(undefined, {
      onSuccess: () => {
        toast({ title: `${name} is deleted` });
        onClose();
        onGone();
      },
    });
  };
  return (
    <ConfirmByName
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${name}`}
      name={name}
      kind="consumer"
      preview={
        retention.data === undefined && !retention.error
          ? { state: "loading" }
          : { state: "ready", hits: hitsOf(detail, retention.data) }
      }
      action="Delete the consumer"
      onConfirm={confirm}
      busy={remove.isPending}
      refusal={remove.error && !unknown ? problemText("The consumer was not deleted", remove.error) : undefined}
      outcome={
        unknown && sentAt ? (
          <OutcomeUnknown
            title={`${name} may be deleted`}
            sentAt={sentAt}
            requestId={remove.error instanceof ProblemError ? remove.error.problem.request_id : undefined}
            action={
              <Button look="ink" onClick={onClose}>
                Look at it
              </Button>
            }
            onDismiss={onClose}
          />
        ) : undefined
      }
      aside={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "Delete this consumer", command: deleteCommand(cli, { stream, name }) }]}
        />
      }
    />
  );
}

/** What goes, what is hurt, and what stays. */
function hitsOf(detail: ConsumerDetail, retention: string | undefined): Hit[] {
  const { num_pending, num_ack_pending, num_waiting, push_bound, config, delivered } = detail;
  const hits: Hit[] = [
    {
      tone: "critical",
      children:
        delivered.stream_seq > 0 ? (
          <>
            Where it is, at <b>{formatCount(delivered.stream_seq)}</b>, is forgotten
          </>
        ) : (
          "Its configuration is forgotten"
        ),
    },
  ];
  const takers = isPush(config) ? (push_bound ? 1 : 0) : num_waiting;
  if (takers > 0) {
    hits.push({
      tone: "warn",
      children: isPush(config) ? (
        "Its subscriber gets nothing more"
      ) : (
        <>
          <b>{plural(num_waiting, "pull request waits", "pull requests wait")}</b>: its clients are told that it is gone
        </>
      ),
    });
  }
  if (num_ack_pending > 0) {
    hits.push({
      tone: "warn",
      children: (
        <>
          <b>{plural(num_ack_pending, "message")}</b> in flight can be acknowledged no more
        </>
      ),
    });
  }
  return [...hits, messagesHit(num_pending + num_ack_pending, retention)];
}

function messagesHit(unread: number, retention: string | undefined): Hit {
  const what = <b>{plural(unread, "message")}</b>;
  if (retention === undefined) return { tone: "unknown", children: <>Whether messages go with it is not known</> };
  if (retention === "interest" && unread > 0) {
    return {
      tone: "critical",
      children: <>{what} that it has not acknowledged go, where no other consumer wants them</>,
    };
  }
  return unread > 0
    ? { tone: "ok", children: <>{what} that it has not acknowledged stay in the stream</> }
    : { tone: "ok", children: "No message goes with it" };
}
