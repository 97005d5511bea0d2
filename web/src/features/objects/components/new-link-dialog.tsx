import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { toast } from "@/shared/ui/toast";
import { useLinkObject } from "../api/changes";

interface Props {
  bucket: string;
  onClose: () => void;
  onMade: (name: string) => void;
}

/** Makes a name that stands for another object, or for a bucket. */
export function NewLinkDialog({ bucket, onClose, onMade }: Props) {
  const form = useId();
  const link = useLinkObject();
  const [name, setName] = useState("");
  const [toBucket, setToBucket] = useState(bucket);
  const [toName, setToName] = useState("");
  const invalid = name === "" || toBucket === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invalid || link.isPending) return;
    link.mutate(
      { bucket, name, target: { bucket: toBucket, ...(toName ? { name: toName } : {}) } },
      {
        onSuccess: () => {
          toast({ title: `${name} is made` });
          onClose();
          onMade(name);
        },
      },
    );
  };
  const failed = link.isPending ? null : link.error;
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !link.isPending) onClose();
      }}
      title={`New link in ${bucket}`}
      actions={
        <>
          <span className="flex-1" />
          <Dialog.Close
            render={
              <Button look="quiet" size="form" disabled={link.isPending}>
                Cancel
              </Button>
            }
          />
          <Button type="submit" form={form} look="ink" size="form" busy={link.isPending} disabled={invalid}>
            Make it
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label="Name" hint="It may replace another link, but no object.">
          <TextInput mono value={name} onChange={(event) => setName(event.currentTarget.value)} />
        </Field>
        <Field label="Bucket that it leads to">
          <TextInput mono value={toBucket} onChange={(event) => setToBucket(event.currentTarget.value.trim())} />
        </Field>
        <Field label="Object in it" aside="optional" hint="Without one it leads to the bucket itself.">
          <TextInput mono value={toName} onChange={(event) => setToName(event.currentTarget.value)} />
        </Field>
      </form>
      {failed ? (
        <ProblemView
          problem={problemText(isOutcomeUnknown(failed) ? `${name} may be there` : `${name} was not made`, failed)}
        />
      ) : null}
    </FormDialog>
  );
}
