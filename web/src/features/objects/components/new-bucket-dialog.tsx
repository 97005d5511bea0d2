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
import { useCreateObjectBucket } from "../api/changes";

interface Props {
  onClose: () => void;
  onMade: (bucket: string) => void;
}

/** Asks for what a bucket is made of. */
export function NewBucketDialog({ onClose, onMade }: Props) {
  const form = useId();
  const create = useCreateObjectBucket();
  const [bucket, setBucket] = useState("");
  const [description, setDescription] = useState("");
  const [ttl, setTtl] = useState("");
  const [most, setMost] = useState("");
  const [replicas, setReplicas] = useState<"1" | "3" | "5">("1");
  const [storage, setStorage] = useState<"file" | "memory">("file");
  const wrongMost = most !== "" && !/^[1-9]\d{0,14}$/.test(most);
  const invalid = bucket === "" || wrongMost;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invalid || create.isPending) return;
    create.mutate(
      {
        bucket,
        storage,
        replicas: Number(replicas),
        ...(description ? { description } : {}),
        ...(ttl ? { ttl } : {}),
        ...(most ? { max_bytes: Number(most) } : {}),
      },
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
      title="New bucket for objects"
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
        <Field label="Description" aside="optional">
          <TextInput value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        </Field>
        <Field label="TTL" aside="optional" hint="How long an object lives, such as 24h. For ever when empty.">
          <TextInput mono value={ttl} onChange={(event) => setTtl(event.currentTarget.value.trim())} />
        </Field>
        <Field
          label="Most bytes"
          aside="optional"
          hint="Of all objects together. What does not fit is refused."
          error={wrongMost ? "A whole number of bytes." : undefined}
        >
          <TextInput inputMode="numeric" value={most} onChange={(event) => setMost(event.currentTarget.value.trim())} />
        </Field>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
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
          <div className="flex flex-col gap-1.5">
            <span className="font-medium text-small">Replicas</span>
            <Segmented
              label="Replicas"
              value={replicas}
              onChange={setReplicas}
              options={[
                { value: "1", label: "1" },
                { value: "3", label: "3" },
                { value: "5", label: "5" },
              ]}
            />
          </div>
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
