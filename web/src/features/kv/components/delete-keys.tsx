import { useState } from "react";
import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { KeysDeleted } from "@/api/types";
import { stepOutcome } from "@/connection/step-outcome";
import { formatCount, plural } from "@/shared/lib/format";
import { useSettled } from "@/shared/lib/use-settled";
import { Check } from "@/shared/ui/check";
import { ConfirmByName, type Preview } from "@/shared/ui/confirm-by-name";
import { Field, TextInput } from "@/shared/ui/field";
import { Hits } from "@/shared/ui/hits";
import { ProblemView } from "@/shared/ui/problem";
import { toast } from "@/shared/ui/toast";
import { useDeleteKeys, useKeyCount } from "../api/delete-keys";

interface Props {
  bucket: string;
  filter: string;
  onClose: () => void;
}

/** Deletes many keys: those that were counted, each as it was then. */
export function DeleteKeys({ bucket, filter: initial, onClose }: Props) {
  const [typed, setTyped] = useState(initial);
  const [purge, setPurge] = useState(false);
  const filter = useSettled(typed.trim());
  const count = useKeyCount(bucket, filter);
  const remove = useDeleteKeys();
  const known = filter === typed.trim() && !count.isFetching && !count.error ? count.data : undefined;
  const matched = known?.matched ?? 0;
  const unknown = stepOutcome({
    title: "Keys may be deleted",
    mutation: { error: remove.error, submittedAt: remove.submittedAt },
    look: "Look at the keys",
    onLook: onClose,
    onDismiss: onClose,
  });
  return (
    <ConfirmByName
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete keys of ${bucket}`}
      name={String(matched)}
      kind="count"
      label="Type how many keys go"
      preview={previewOf(known, count.error, () => void count.refetch())}
      action={known?.complete ? `${purge ? "Purge" : "Delete"} ${plural(matched, "key")}` : "Delete"}
      busy={remove.isPending}
      refusal={remove.error && !unknown ? problemText("No key was deleted", remove.error) : undefined}
      outcome={remove.data ? <Outcome bucket={bucket} done={remove.data} /> : unknown}
      onConfirm={() =>
        remove.mutate(
          { bucket, filter, purge, expected: matched },
          {
            onSuccess: ({ complete, deleted, changed }) => {
              if (!complete || changed > 0) return;
              toast({ title: `${plural(deleted, "key")} of ${bucket} ${deleted === 1 ? "is" : "are"} deleted` });
              onClose();
            },
            onError: () => void count.refetch(),
          },
        )
      }
    >
      <Field label="Keys" hint="How they begin, or a pattern with * and >. Empty for every key of the bucket.">
        <TextInput mono value={typed} readOnly={remove.isPending} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Check label="Purge" explain="Remove their history as well, for ever" checked={purge} onChange={setPurge} />
    </ConfirmByName>
  );
}

function previewOf(known: KeysDeleted | undefined, error: Error | null, onRetry: () => void): Preview {
  if (error) return { state: "failed", problem: problemText("The keys could not be counted", error), onRetry };
  if (!known) return { state: "loading" };
  if (!known.complete)
    return {
      state: "unasked",
      why: `There are more than ${formatCount(known.matched)} keys, which is as far as they could be counted in time. Say more of how they begin.`,
    };
  if (known.matched === 0) return { state: "unasked", why: "No key matches." };
  return {
    state: "ready",
    hits: [
      {
        tone: "critical",
        children: (
          <>
            <b>{formatCount(known.matched)}</b> {known.matched === 1 ? "key goes" : "keys go"}
          </>
        ),
      },
      { tone: "ok", children: "What somebody writes meanwhile stays" },
    ],
  };
}

/** Not all went as it was meant to. */
function Outcome({ bucket, done }: { bucket: string; done: KeysDeleted }) {
  return (
    <div role="status" className="flex flex-col gap-3">
      {done.problem ? (
        <ProblemView
          problem={problemText(`The deletion in ${bucket} stopped in its middle`, new ProblemError(done.problem))}
        />
      ) : null}
      <Hits
        hits={[
          {
            tone: "critical",
            children: (
              <>
                <b>{formatCount(done.deleted)}</b> of {plural(done.matched, "key")} deleted
              </>
            ),
          },
          {
            tone: "warn",
            children: (
              <>
                <b>{formatCount(done.changed)}</b> changed by somebody else meanwhile, and left as they are
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
