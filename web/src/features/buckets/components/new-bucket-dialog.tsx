import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { Store } from "@/connection/store-bucket";
import { useCli } from "@/connection/use-cli";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Disclosure } from "@/shared/ui/disclosure";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { Segmented } from "@/shared/ui/segmented";
import { toast } from "@/shared/ui/toast";
import { type NewStoreBucket, useCreateBucket } from "../api/buckets";
import {
  addWords,
  type BucketDraft,
  type BucketProblems,
  checkBucket,
  emptyBucket,
  isWrongInside,
  kvBody,
  objectBody,
  refusedFields,
} from "../lib/new-bucket";
import { NewBucketOptions } from "./new-bucket-options";

interface Props {
  store: Store;
  onClose: () => void;
  onMade: (bucket: string) => void;
}

const madeOf = (store: Store, draft: BucketDraft): NewStoreBucket =>
  store === "kv" ? { store, body: kvBody(draft) } : { store, body: objectBody(draft) };

/** Asks for what a bucket is made of. */
export function NewBucketDialog({ store, onClose, onMade }: Props) {
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
    create.mutate(madeOf(store, draft), {
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
      title={store === "kv" ? "New bucket" : "New bucket for objects"}
      actions={<Foot form={form} made={madeOf(store, draft)} busy={create.isPending} invalid={invalid} />}
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label="Name" hint="Letters, digits, - and _." error={problems.bucket}>
          <TextInput
            mono
            value={draft.bucket}
            onChange={(event) => change({ bucket: event.currentTarget.value.trim() })}
          />
        </Field>
        {store === "kv" ? (
          <Field label="History" hint="Revisions that are kept of a key, 1 to 64." error={problems.history}>
            <TextInput
              inputMode="numeric"
              value={draft.history}
              onChange={(event) => change({ history: event.currentTarget.value.trim() })}
            />
          </Field>
        ) : null}
        <Field
          label="TTL"
          aside="optional"
          hint={`How long ${store === "kv" ? "a revision" : "an object"} lives, such as 24h. For ever when empty.`}
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
          summary={store === "kv" ? "limits, replicas, copies, metadata" : "limits, replicas, metadata"}
          open={more}
          onOpenChange={setMore}
        >
          <NewBucketOptions store={store} draft={draft} problems={problems} onChange={change} />
        </Disclosure>
      </form>
      <Failure bucket={draft.bucket} error={create.isPending ? null : create.error} />
    </FormDialog>
  );
}

interface FootProps {
  form: string;
  made: NewStoreBucket;
  busy: boolean;
  invalid: boolean;
}

function Foot({ form, made, busy, invalid }: FootProps) {
  const cli = useCli();
  return (
    <>
      {invalid ? null : (
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "Make the same", command: cli.named(addWords(made), [made.body.bucket]) }]}
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
