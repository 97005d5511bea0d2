import { useSuggestedSubjects } from "@/connection/suggested-subjects";
import { HeaderLines } from "@/shared/compose/header-lines";
import { PayloadField } from "@/shared/compose/payload-field";
import { useSettled } from "@/shared/lib/use-settled";
import { Check } from "@/shared/ui/check";
import { Field, TextInput } from "@/shared/ui/field";
import { Segmented } from "@/shared/ui/segmented";
import { SuggestInput } from "@/shared/ui/suggest-input";
import { type Draft, draftProblems } from "../lib/draft";

interface Props {
  draft: Draft;
  onChange: (over: Partial<Draft>) => void;
  /** The subject is one by which a server is controlled: that takes a tick. */
  system: { confirmed: boolean; onConfirm: (confirmed: boolean) => void } | undefined;
  /** Why this user may not publish there. */
  denied: string | undefined;
}

export function RequestFields({ draft, onChange, system, denied }: Props) {
  const suggestions = useSuggestedSubjects(useSettled(draft.subject));
  const problems = draftProblems(draft);
  return (
    <div className="flex flex-col gap-4">
      <Field label="Subject" error={problems.subject ?? denied}>
        <SuggestInput
          label="Subject"
          placeholder="prices.get"
          value={draft.subject}
          suggestions={suggestions}
          onChange={(subject) => onChange({ subject })}
        />
      </Field>
      {system ? (
        <Check
          label="To a subject of NATS itself"
          explain="a request there can change or delete something"
          checked={system.confirmed}
          onChange={system.onConfirm}
        />
      ) : null}
      <div className="flex flex-wrap items-start gap-4">
        <div className="flex flex-col gap-1.5 max-sm:w-full">
          <span className="font-medium text-small">Replies</span>
          <Segmented
            label="Replies"
            value={draft.many ? "many" : "one"}
            onChange={(next) => onChange({ many: next === "many" })}
            options={[
              { value: "one", label: "One" },
              { value: "many", label: "Many" },
            ]}
          />
        </div>
        <Small {...{ draft, problems, onChange }} name="timeout" label="Timeout" />
        <Small {...{ draft, problems, onChange }} name="times" label="Times" />
      </div>
      {draft.many ? (
        <>
          <div className="flex flex-wrap items-start gap-4">
            <Small {...{ draft, problems, onChange }} name="most" label="At most" />
            <Small {...{ draft, problems, onChange }} name="stall" label="Until quiet for" aside="optional" />
          </div>
          <Check
            label="An empty reply ends it"
            explain="as services do that say when they are done"
            checked={draft.untilEmpty}
            onChange={(untilEmpty) => onChange({ untilEmpty })}
          />
        </>
      ) : null}
      <PayloadField
        text={draft.payload}
        encoding={draft.encoding}
        onText={(payload) => onChange({ payload })}
        onEncoding={(encoding) => onChange({ encoding })}
      />
      <HeaderLines lines={draft.headers} onChange={(headers) => onChange({ headers })} />
    </div>
  );
}

interface SmallProps {
  draft: Draft;
  problems: Partial<Record<keyof Draft, string>>;
  onChange: (over: Partial<Draft>) => void;
  name: "timeout" | "times" | "most" | "stall";
  label: string;
  aside?: string;
}

function Small({ draft, problems, onChange, name, label, aside }: SmallProps) {
  return (
    <Field label={label} aside={aside} error={problems[name]} className="w-40 max-sm:flex-1">
      <TextInput mono value={draft[name]} onChange={(event) => onChange({ [name]: event.target.value.trim() })} />
    </Field>
  );
}
