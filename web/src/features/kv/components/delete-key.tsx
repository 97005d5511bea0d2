import { useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { BucketEntry } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { toast } from "@/shared/ui/toast";
import { useDeleteKey } from "../api/changes";

interface Props {
  bucket: string;
  entry: BucketEntry;
  onClose: () => void;
}

/** Deletes a key as it was seen: what somebody wrote since then stays. */
export function DeleteKey({ bucket, entry, onClose }: Props) {
  // What was seen when the dialog opened is what the person decides about.
  const [{ key, revision }] = useState(entry);
  const [purge, setPurge] = useState(false);
  const [sentAt, setSentAt] = useState(() => new Date());
  const remove = useDeleteKey();
  const cli = useCli();
  const unknown = remove.error !== null && isOutcomeUnknown(remove.error);
  return (
    <ConfirmByName
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${key}`}
      name={key}
      kind="key"
      preview={{ state: "ready", hits: [] }}
      action={purge ? "Purge" : "Delete"}
      busy={remove.isPending}
      refusal={
        remove.error && !remove.isPending && !unknown ? problemText(`${key} was not deleted`, remove.error) : undefined
      }
      outcome={
        unknown ? (
          <OutcomeUnknown
            title={`${key} may be deleted`}
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
          { bucket, key, revision, purge },
          {
            onSuccess: () => {
              toast({ title: `${key} is ${purge ? "purged" : "deleted"}` });
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
          commands={[{ title: "The same", command: cli.named(["kv", purge ? "purge" : "del"], [bucket, key]) }]}
        />
      }
    >
      <p>
        A marker takes the place of revision {formatCount(revision)}, if that is still the last one. Revisions before it
        stay as long as the bucket keeps them.
      </p>
      <Check label="Purge" explain="Remove its history as well, for ever" checked={purge} onChange={setPurge} />
    </ConfirmByName>
  );
}
