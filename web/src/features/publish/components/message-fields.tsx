import { useState } from "react";
import { useSuggestedSubjects } from "@/connection/suggested-subjects";
import { HeaderLines } from "@/shared/compose/header-lines";
import { PayloadField } from "@/shared/compose/payload-field";
import { useSettled } from "@/shared/lib/use-settled";
import { Check } from "@/shared/ui/check";
import { Disclosure } from "@/shared/ui/disclosure";
import { Field, TextInput } from "@/shared/ui/field";
import { SuggestInput } from "@/shared/ui/suggest-input";
import { type Draft, draftProblems } from "../lib/draft";
import { RepeatFields } from "./repeat-fields";
import { StreamFields } from "./stream-fields";

interface Props {
  draft: Draft;
  onChange: (over: Partial<Draft>) => void;
  /** The subject is one by which a server is controlled: that takes a tick. */
  system: { confirmed: boolean; onConfirm: (confirmed: boolean) => void } | undefined;
  /** Why this user may not publish there. */
  denied: string | undefined;
}

export function MessageFields({ draft, onChange, system, denied }: Props) {
  const suggestions = useSuggestedSubjects(useSettled(draft.subject));
  const problems = draftProblems(draft);
  const [opened, setOpened] = useState({ stream: draft.jetstream, repeat: false });
  return (
    <div className="flex flex-col gap-4">
      <Field label="Subject" error={problems.subject ?? denied}>
        <SuggestInput
          label="Subject"
          placeholder="orders.created"
          value={draft.subject}
          suggestions={suggestions}
          onChange={(subject) => onChange({ subject })}
        />
      </Field>
      {system ? (
        <Check
          label="To a subject of NATS itself"
          explain="a message there can change or delete something"
          checked={system.confirmed}
          onChange={system.onConfirm}
        />
      ) : null}
      <PayloadField
        text={draft.payload}
        encoding={draft.encoding}
        onText={(payload) => onChange({ payload })}
        onEncoding={(encoding) => onChange({ encoding })}
      />
      <HeaderLines lines={draft.headers} onChange={(headers) => onChange({ headers })} />
      {draft.jetstream ? null : (
        <Field label="Reply subject" aside="optional" error={problems.reply} hint="Where an answer is expected.">
          <TextInput mono value={draft.reply} onChange={(event) => onChange({ reply: event.target.value })} />
        </Field>
      )}
      <div>
        <Disclosure
          title="Stream"
          summary={draft.jetstream ? "its acknowledgement is waited for" : "no acknowledgement is waited for"}
          open={opened.stream}
          onOpenChange={(stream) => setOpened((now) => ({ ...now, stream }))}
        >
          <StreamFields draft={draft} problems={problems} onChange={onChange} />
        </Disclosure>
        <Disclosure
          title="Repeat and fill in"
          summary={
            draft.count === "1" ? "once" : `${draft.count} times${draft.interval ? `, every ${draft.interval}` : ""}`
          }
          open={opened.repeat}
          onOpenChange={(repeat) => setOpened((now) => ({ ...now, repeat }))}
        >
          <RepeatFields draft={draft} problems={problems} onChange={onChange} />
        </Disclosure>
      </div>
    </div>
  );
}
