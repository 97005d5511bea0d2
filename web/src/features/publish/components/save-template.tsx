import { Save } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { toast } from "@/shared/ui/toast";
import type { Draft } from "../lib/draft";
import { isKeepable, saveTemplate, useTemplates } from "../lib/kept";

/** Keeps the message under a name, in this browser. */
export function SaveTemplate({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionButton
        look="quiet"
        size="form"
        icon={Save}
        locked={isKeepable(draft) ? undefined : "It is too large to be kept in the browser."}
        onClick={() => setOpen(true)}
      >
        Save as template
      </ActionButton>
      {open ? <NameDialog draft={draft} onOpenChange={setOpen} /> : null}
    </>
  );
}

function NameDialog({ draft, onOpenChange }: { draft: Draft; onOpenChange: (open: boolean) => void }) {
  const [name, setName] = useState(draft.subject);
  const taken = useTemplates().some((one) => one.name === name.trim());
  const field = useRef<HTMLInputElement>(null);
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (name.trim() === "") return;
    saveTemplate(name.trim(), draft);
    onOpenChange(false);
    toast({ title: "Template saved", detail: "It is kept in this browser only." });
  };
  return (
    <FormDialog
      open
      onOpenChange={onOpenChange}
      title="Save as template"
      initialFocus={field}
      actions={
        <>
          <span className="flex-1" />
          <Button look="quiet" size="form" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button type="submit" form={form} look="ink" size="form" disabled={name.trim() === ""}>
            {taken ? "Replace the template" : "Save the template"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <Field label="Name" hint={taken ? "There is one of this name already." : "Kept in this browser only."}>
          <TextInput
            ref={field}
            value={name}
            maxLength={100}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </FormDialog>
  );
}
