import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { Segmented } from "@/shared/ui/segmented";
import { toast } from "@/shared/ui/toast";
import { useCreateBucket } from "../api/changes";

interface Props {
  onClose: () => void;
  onMade: (bucket: string) => void;
}

/** Asks for what a bucket is made of. All else can be changed in its stream afterwards. */
export function NewBucketDialog({ onClose, onMade }: Props) {
  const form = useId();
  const create = useCreateBucket();
  const [bucket, setBucket] = useState("");
  const [history, setHistory] = useState("1");
  const [ttl, setTtl] = useState("");
  const [storage, setStorage] = useState<"file" | "memory">("file");
  const kept = Number(history);
  const wrongHistory = !Number.isInteger(kept) || kept < 1 || kept > 64;
  const invalid = bucket === "" || wrongHistory;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invalid || create.isPending) return;
    create.mutate(
      { bucket, history: kept, storage, replicas: 1, ...(ttl ? { ttl } : {}) },
      {
        onSuccess: () => {
          toast({ title: `${bucket} is made` });
          onClose();
          onMade(bucket);
        },
      },
    );
  };
  const failed = create.isPending ? null : create.error;
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !create.isPending) onClose();
      }}
      title="New bucket"
      actions={
        <>
          <span className="flex-1" />
          <Dialog.Close
            render={
              <Button look="quiet" size="form" disabled={create.isPending}>
                Cancel
              </Button>
            }
          />
          <Button type="submit" form={form} look="ink" size="form" busy={create.isPending} disabled={invalid}>
            Make it
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label="Name" hint="Letters, digits, - and _.">
          <TextInput mono value={bucket} onChange={(event) => setBucket(event.currentTarget.value.trim())} />
        </Field>
        <Field
          label="History"
          hint="Revisions that are kept of a key, 1 to 64."
          error={wrongHistory ? "A whole number from 1 to 64." : undefined}
        >
          <TextInput
            inputMode="numeric"
            value={history}
            onChange={(event) => setHistory(event.currentTarget.value.trim())}
          />
        </Field>
        <Field label="TTL" aside="optional" hint="How long a revision lives, such as 24h. For ever when empty.">
          <TextInput mono value={ttl} onChange={(event) => setTtl(event.currentTarget.value.trim())} />
        </Field>
        <div className="flex flex-col gap-1.5">
          <span className="font-medium text-small">Storage</span>
          <Segmented
            label="Storage"
            value={storage}
            onChange={setStorage}
            options={[
              { value: "file", label: "File" },
              { value: "memory", label: "Memory" },
            ]}
          />
        </div>
      </form>
      {failed ? (
        <ProblemView
          problem={problemText(isOutcomeUnknown(failed) ? `${bucket} may be there` : `${bucket} was not made`, failed)}
        />
      ) : null}
    </FormDialog>
  );
}
