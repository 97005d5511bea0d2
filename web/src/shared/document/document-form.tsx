import { useState } from "react";
import { Button } from "@/shared/ui/button";
import { Disclosure } from "@/shared/ui/disclosure";
import type { Field, Group } from "./catalogue";
import { useEditor } from "./editor-context";
import { FieldGrid } from "./field-control";
import { unknownNames } from "./fields";
import { printLine } from "./json";
import { isUsual, unknownWords, valueWords } from "./words";

/** A document as a form: every field that its catalogue knows, and a line about the others. */
export function DocumentForm() {
  const { catalogue } = useEditor();
  return (
    <div className="flex flex-col">
      {catalogue.groups.map((group) => (
        <FormGroup key={group.id} group={group} />
      ))}
      <UnknownFields />
    </div>
  );
}

function FormGroup({ group: { title, fields, open: always = false } }: { group: Group }) {
  const wrong = useWrongIn(fields);
  const [open, setOpen] = useState(wrong);
  // Opened by what is wrong in it, it stays open while that is being mended.
  if (wrong && !open) setOpen(true);
  const summary = useSummary(fields);
  if (always) {
    return (
      <section aria-label={title} className="pb-6">
        <h2 className="mb-3 font-semibold">{title}</h2>
        <FieldGrid fields={fields} />
      </section>
    );
  }
  return (
    <Disclosure title={title} summary={summary} open={open} onOpenChange={setOpen}>
      <div className="pt-1.5">
        <FieldGrid fields={fields} />
      </div>
    </Disclosure>
  );
}

/** Something inside is wrong, so the group does not hide it. */
function useWrongIn(fields: readonly Field[]): boolean {
  const { document, problems } = useEditor();
  const names = new Set<unknown>(fields.map(({ name }) => name));
  return [...document.unread, ...problems].some(({ path }) => names.has(path[0]));
}

/** What is said in a group that does not go without saying. */
function useSummary(fields: readonly Field[]): string {
  const { document } = useEditor();
  const said = fields.flatMap((field) => {
    const value = document.value.get(field.name);
    if (isUsual(field, value)) return [];
    const label = field.label.toLowerCase();
    return [field.kind.is === "flag" ? label : `${label} ${valueWords(field, value)}`];
  });
  return said.join(" · ") || "as usual";
}

/** Fields of another version. They stay as they are, and JSON is where they can be changed. */
function UnknownFields() {
  const { catalogue, document, onView } = useEditor();
  const names = unknownNames(catalogue, document.value);
  if (names.length === 0) return null;
  return (
    <section aria-label="Other fields" className="flex flex-col gap-2 border-line border-t py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex-1">
          <b>{unknownWords(names.length)}.</b> <span className="text-fg-2">They are kept as they are.</span>
        </span>
        <Button size="sm" onClick={() => onView("json")}>
          Edit as JSON
        </Button>
      </p>
      <dl className="mono flex flex-col gap-1 text-fg-2">
        {names.map((name) => (
          <div key={name} className="flex gap-2 break-all">
            <dt className="text-fg">{name}</dt>
            <dd className="min-w-0">{printLine(document.value.get(name) ?? null)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
