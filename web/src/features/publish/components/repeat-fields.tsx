import { variables } from "@/shared/compose/templates";
import { Check } from "@/shared/ui/check";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Field, TextInput } from "@/shared/ui/field";
import type { Draft } from "../lib/draft";

interface Props {
  draft: Draft;
  problems: Partial<Record<keyof Draft, string>>;
  onChange: (over: Partial<Draft>) => void;
}

/** How often it is published, and what is filled in each time. */
export function RepeatFields({ draft, problems, onChange }: Props) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="How many" error={problems.count}>
          <TextInput
            inputMode="numeric"
            value={draft.count}
            onChange={(event) => onChange({ count: event.target.value.trim() })}
          />
        </Field>
        <Field
          label="Time between two"
          aside="optional"
          error={problems.interval}
          hint="Without it they go one right after the other."
        >
          <TextInput
            mono
            placeholder="500ms"
            value={draft.interval}
            onChange={(event) => onChange({ interval: event.target.value.trim() })}
          />
        </Field>
      </div>
      <Check
        label="Fill in what stands in double braces"
        explain="in subject, payload, values of headers and message id"
        checked={draft.templates}
        onChange={(templates) => onChange({ templates })}
      />
      {draft.templates ? (
        <Definitions>
          {variables.map(({ name, means }) => (
            <Definition key={name} term={`{{${name}}}`}>
              {means}
            </Definition>
          ))}
        </Definitions>
      ) : null}
    </>
  );
}
