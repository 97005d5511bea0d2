import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useCli } from "@/connection/use-cli";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Disclosure } from "@/shared/ui/disclosure";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { Segmented } from "@/shared/ui/segmented";
import { toast } from "@/shared/ui/toast";
import { useCreateBucket } from "../api/changes";
import {
  addWords,
  type BucketDraft,
  type BucketProblems,
  bodyOf,
  checkBucket,
  emptyBucket,
  isWrongInside,
  refusedFields,
} from "../lib/new-bucket";
import { NewBucketOptions } from "./new-bucket-options";

interface Props {
  onClose: () => void;
  onMade: (bucket: string) => void;
}

/** Asks for what a bucket is made of. */
export function NewBucketDialog({ onClose, onMade }: Props) {
  const form = useId();
  const create = useCreateBucket();
  const [draft, setDraft] = useState(emptyBucket);
  const [more, setMore] = useState(false);
  const [refused, setRefused] = useState<BucketProblems>({});
  const wrong = checkBucket(draft);
  const problems = { ...refused, ...wrong };
  const invalid = draft.bucket === "" || Object.keys(wrong).length > 0;
  // What is wrong in there is never hidden.
  if (!more && isWrongInside(problems)) setMore(true);
  const change = (next: Partial<BucketDraft>) => {
    setDraft((old) => ({ ...old, ...next }));
    setRefused((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in next))));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invalid || create.isPending) return;
    create.mutate(bodyOf(draft), {
      onSuccess: () => {
        toast({ title: `${draft.bucket} is made` });
        onClose();
        onMade(draft.bucket);
      },
      onError: (error) => setRefused(error instanceof ProblemError ? refusedFields(error.problem.errors) : {}),
    });
  };
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !create.isPending) onClose();
      }}
      title="New bucket"
      actions={<Foot form={form} draft={draft} busy={create.isPending} invalid={invalid} />}
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label="Name" hint="Letters, digits, - and _." error={problems.bucket}>
          <TextInput
            mono
            value={draft.bucket}
            onChange={(event) => change({ bucket: event.currentTarget.value.trim() })}
          />
        </Field>
        <Field label="History" hint="Revisions that are kept of a key, 1 to 64." error={problems.history}>
          <TextInput
            inputMode="numeric"
            value={draft.history}
            onChange={(event) => change({ history: event.currentTarget.value.trim() })}
          />
        </Field>
        <Field
          label="TTL"
          aside="optional"
          hint="How long a revision lives, such as 24h. For ever when empty."
          error={problems.ttl}
        >
          <TextInput mono value={draft.ttl} onChange={(event) => change({ ttl: event.currentTarget.value.trim() })} />
        </Field>
        <div className="flex flex-col gap-1.5">
          <span className="font-medium text-small">Storage</span>
          <Segmented
            label="Storage"
            value={draft.storage}
            onChange={(storage) => change({ storage })}
            options={[
              { value: "file", label: "File" },
              { value: "memory", label: "Memory" },
            ]}
          />
        </div>
        <Disclosure
          title="More options"
          summary="limits, replicas, copies, metadata"
          open={more}
          onOpenChange={setMore}
        >
          <NewBucketOptions draft={draft} problems={problems} onChange={change} />
        </Disclosure>
      </form>
      <Failure bucket={draft.bucket} error={create.isPending ? null : create.error} />
    </FormDialog>
  );
}

interface FootProps {
  form: string;
  draft: BucketDraft;
  busy: boolean;
  invalid: boolean;
}

function Foot({ form, draft, busy, invalid }: FootProps) {
  const cli = useCli();
  return (
    <>
      {invalid ? null : (
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "Make the same", command: cli.named(addWords(bodyOf(draft)), [draft.bucket]) }]}
        />
      )}
      <span className="flex-1" />
      <Dialog.Close
        render={
          <Button look="quiet" size="form" disabled={busy}>
            Cancel
          </Button>
        }
      />
      <Button type="submit" form={form} look="ink" size="form" busy={busy} disabled={invalid}>
        Make it
      </Button>
    </>
  );
}

function Failure({ bucket, error }: { bucket: string; error: unknown }) {
  if (!error) return null;
  const title = isOutcomeUnknown(error) ? `${bucket} may be there` : `${bucket} was not made`;
  return <ProblemView problem={problemText(title, error)} />;
}
