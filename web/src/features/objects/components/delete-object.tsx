import { useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { StoredObject } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { toast } from "@/shared/ui/toast";
import { useDeleteObject } from "../api/changes";

interface Props {
  bucket: string;
  object: StoredObject;
  onClose: () => void;
}

/** Deletes an object as it was seen: what somebody wrote since then stays. */
export function DeleteObject({ bucket, object, onClose }: Props) {
  // What was seen when the dialog opened is what the person decides about.
  const [{ name, revision }] = useState(object);
  const [sentAt, setSentAt] = useState(() => new Date());
  const remove = useDeleteObject();
  const cli = useCli();
  const unknown = remove.error !== null && isOutcomeUnknown(remove.error);
  return (
    <ConfirmByName
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${name}`}
      name={name}
      kind="object"
      preview={{ state: "ready", hits: [] }}
      action="Delete"
      busy={remove.isPending}
      refusal={
        remove.error && !remove.isPending && !unknown ? problemText(`${name} was not deleted`, remove.error) : undefined
      }
      outcome={
        unknown ? (
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
      onConfirm={() => {
        setSentAt(new Date());
        remove.mutate(
          { bucket, name, revision },
          {
            onSuccess: () => {
              toast({ title: `${name} is deleted` });
              onClose();
            },
          },
        );
      }}
      aside={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "The same", command: cli.named(["object", "del"], [bucket, name]) }]}
        />
      }
    >
      <p>Its content goes for good, if revision {formatCount(revision)} is still the last one.</p>
    </ConfirmByName>
  );
}
