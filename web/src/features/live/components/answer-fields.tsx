import { useState } from "react";
import { useSuggestedSubjects } from "@/connection/suggested-subjects";
import { HeaderLines } from "@/shared/compose/header-lines";
import { PayloadField } from "@/shared/compose/payload-field";
import { variables } from "@/shared/compose/templates";
import { useSettled } from "@/shared/lib/use-settled";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Disclosure } from "@/shared/ui/disclosure";
import { Field, TextInput } from "@/shared/ui/field";
import { Segmented } from "@/shared/ui/segmented";
import { SuggestInput } from "@/shared/ui/suggest-input";
import type { AnswerDraft, answerProblems } from "../lib/answer-draft";

interface Props {
  draft: AnswerDraft;
  problems: ReturnType<typeof answerProblems>;
  /** It listens already: where cannot be changed any more. */
  fixed: boolean;
  onChange: (over: Partial<AnswerDraft>) => void;
}

/** Where it listens, and what it answers. */
export function AnswerFields({ draft, problems, fixed, onChange }: Props) {
  const suggestions = useSuggestedSubjects(useSettled(draft.subject));
  const [help, setHelp] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <Field label="Subject" error={problems.subject} hint="Where requests come; wildcards may stand in it.">
        {fixed ? (
          <TextInput mono readOnly value={draft.subject} />
        ) : (
          <SuggestInput
            label="Subject"
            placeholder="prices.get"
            value={draft.subject}
            suggestions={suggestions}
            onChange={(subject) => onChange({ subject })}
          />
        )}
      </Field>
      <Field
        label="Queue group"
        aside="optional"
        error={problems.queue}
        hint="With the one of a service it takes a share of its requests; without, it answers beside it."
      >
        <TextInput
          mono
          readOnly={fixed}
          value={draft.queue}
          onChange={(event) => onChange({ queue: event.target.value.trim() })}
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        <span aria-hidden className="font-medium text-small">
          Answers
        </span>
        <Segmented
          label="Answers"
          value={draft.how}
          onChange={(how) => onChange({ how })}
          options={[
            { value: "template", label: "By itself" },
            { value: "hand", label: "By hand" },
          ]}
        />
      </div>
      <PayloadField
        text={draft.payload}
        encoding={draft.encoding}
        onText={(payload) => onChange({ payload })}
        onEncoding={(encoding) => onChange({ encoding })}
      />
      <HeaderLines lines={draft.headers} onChange={(headers) => onChange({ headers })} />
      <Disclosure title="Filled in" summary="what stands in double braces" open={help} onOpenChange={setHelp}>
        <Definitions>
          <Definition term="{{request}}">the payload of the request, as text</Definition>
          <Definition term="{{subject}}">its subject</Definition>
          {variables.map(({ name, means }) => (
            <Definition key={name} term={`{{${name}}}`}>
              {name === "count" ? "the number of the request, from 1" : means}
            </Definition>
          ))}
        </Definitions>
      </Disclosure>
    </div>
  );
}
