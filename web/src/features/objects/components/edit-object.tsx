import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { StoredObject } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { arePairs, printPairs, readPairs } from "@/shared/lib/pairs";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Field, TextArea, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { toast } from "@/shared/ui/toast";
import { useChangeObject } from "../api/changes";

interface Props {
  bucket: string;
  object: StoredObject;
  onRenamed: (name: string) => void;
  onClose: () => void;
}

const headerText = ({ headers = {} }: StoredObject) =>
  printPairs(
    Object.entries(headers).flatMap(([name, values]) => values.map((value) => [name, value] as const)),
    ":",
  );

const metadataText = ({ metadata = {} }: StoredObject) => printPairs(Object.entries(metadata), "=");

function headersOf(text: string): Record<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of readPairs(text, ":")) found.set(name, [...(found.get(name) ?? []), value]);
  return Object.fromEntries(found);
}

/** Changes what is said of an object. Its content stays. */
export function EditObject({ bucket, object, onRenamed, onClose }: Props) {
  const form = useId();
  const change = useChangeObject();
  const cli = useCli();
  // What was seen when the dialog opened is what the change depends on.
  const [seen] = useState(object);
  const [name, setName] = useState(object.name);
  const [description, setDescription] = useState(object.description ?? "");
  const [headers, setHeaders] = useState(() => headerText(seen));
  const [metadata, setMetadata] = useState(() => metadataText(seen));
  const wrong = { headers: !arePairs(headers, ":"), metadata: !arePairs(metadata, "=") };
  // Only what is another one is sent: all else stays as it is.
  const to = {
    ...(name === seen.name ? {} : { name }),
    ...(description === (seen.description ?? "") ? {} : { description }),
    ...(headers === headerText(seen) ? {} : { headers: headersOf(headers) }),
    ...(metadata === metadataText(seen) ? {} : { metadata: Object.fromEntries(readPairs(metadata, "=")) }),
  };
  const invalid = name === "" || wrong.headers || wrong.metadata || Object.keys(to).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invalid || change.isPending) return;
    change.mutate(
      { bucket, name: seen.name, revision: seen.revision, to },
      {
        onSuccess: () => {
          toast({ title: `${name} is saved` });
          onClose();
          if (name !== seen.name) onRenamed(name);
        },
      },
    );
  };
  const failed = change.isPending ? null : change.error;
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !change.isPending) onClose();
      }}
      title={`Edit ${seen.name}`}
      actions={
        <>
          <CopyAsCli
            label="CLI"
            align="start"
            note={cli.note}
            commands={[{ title: "The nats CLI shows it", command: cli.named(["object", "info"], [bucket, seen.name]) }]}
          />
          <span className="flex-1" />
          <Dialog.Close
            render={
              <Button look="quiet" size="form" disabled={change.isPending}>
                Cancel
              </Button>
            }
          />
          <Button type="submit" form={form} look="ink" size="form" busy={change.isPending} disabled={invalid}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label="Name" hint="A name that no other object of the bucket has.">
          <TextInput mono value={name} onChange={(event) => setName(event.currentTarget.value)} />
        </Field>
        <Field label="Description" aside="optional">
          <TextInput value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        </Field>
        <Field
          label="Headers"
          aside="optional"
          hint="Name: value, one a line. Downloads have the Content-Type that stands here."
          error={wrong.headers ? "Name: value, one a line." : undefined}
        >
          <TextArea mono value={headers} onChange={(event) => setHeaders(event.currentTarget.value)} />
        </Field>
        <Field
          label="Metadata"
          aside="optional"
          hint="name=value, one a line."
          error={wrong.metadata ? "name=value, one a line." : undefined}
        >
          <TextArea mono value={metadata} onChange={(event) => setMetadata(event.currentTarget.value)} />
        </Field>
      </form>
      {failed ? (
        <ProblemView
          problem={problemText(isOutcomeUnknown(failed) ? `${name} may be saved` : `${name} was not saved`, failed)}
        />
      ) : null}
    </FormDialog>
  );
}
