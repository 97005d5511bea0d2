import { Activity } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Wanted } from "@/live/wanted";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { Segmented } from "@/shared/ui/segmented";
import { SuggestInput } from "@/shared/ui/suggest-input";
import { useSuggestions } from "../api/suggestions";
import { type Draft, type DraftProblems, draftOf, wantedOfDraft } from "../lib/draft";

interface Props {
  /** What the address asks for, to begin with. */
  asked: Wanted | undefined;
  onFollow: (wanted: Wanted) => void;
}

/** Says what to follow: a subject of core NATS, or a stream from some place on. */
export function FollowForm({ asked, onFollow }: Props) {
  const [draft, setDraft] = useState(() => draftOf(asked));
  const [problems, setProblems] = useState<DraftProblems>({});
  const suggestions = useSuggestions();
  const change = (next: Partial<Draft>) => {
    setDraft({ ...draft, ...next });
    setProblems({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { wanted, problems: found } = wantedOfDraft(draft);
    setProblems(found);
    if (wanted) onFollow(wanted);
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Follow" className="flex max-w-[560px] flex-col gap-4 px-4 py-4">
      <div>
        <h2 className="font-semibold text-title">Follow what is flowing</h2>
        <p className="mt-1 text-fg-2">
          A subject brings what is published from now on. A stream can also bring what it has kept, and misses nothing
          when a connection breaks. Looking changes nothing in either, unless you join a queue group.
        </p>
      </div>
      <Segmented
        label="What to follow"
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={[
          { value: "subject", label: "Subject" },
          { value: "stream", label: "Stream" },
        ]}
      />
      {draft.kind === "subject" ? (
        <SubjectFields {...{ draft, problems, change }} subjects={suggestions.subjects} />
      ) : (
        <StreamFields
          {...{ draft, problems, change }}
          subjects={suggestions.subjects}
          streams={suggestions.streams.map(({ name }) => name)}
        />
      )}
      <div className="flex items-center gap-2">
        <Button type="submit" look="ink" size="form" icon={Activity}>
          Follow
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps {
  draft: Draft;
  problems: DraftProblems;
  change: (next: Partial<Draft>) => void;
  subjects: readonly string[];
}

function SubjectFields({ draft, problems, change, subjects }: FieldsProps) {
  const id = useId();
  return (
    <>
      <Field
        label="Subject"
        hint="With wildcards: * for one token, > for the rest. > alone is everything."
        error={problems.subject}
      >
        <SuggestInput
          id={id}
          label="Subject"
          value={draft.subject}
          onChange={(subject) => change({ subject })}
          suggestions={subjects}
          placeholder="orders.>"
        />
      </Field>
      <Field
        label="Queue group"
        aside="optional"
        hint="Its members share the messages: those that come here do not go to another member."
        error={problems.queue}
      >
        <TextInput mono value={draft.queue} onChange={(event) => change({ queue: event.target.value })} />
      </Field>
    </>
  );
}

const beginnings = [
  { value: "new", label: "New" },
  { value: "last", label: "Last" },
  { value: "all", label: "All" },
  { value: "sequence", label: "Sequence" },
  { value: "time", label: "Time" },
] as const;

function StreamFields({ draft, problems, change, subjects, streams }: FieldsProps & { streams: readonly string[] }) {
  return (
    <>
      <Field label="Stream" error={problems.stream}>
        <SuggestInput
          label="Stream"
          value={draft.stream}
          onChange={(stream) => change({ stream })}
          suggestions={streams}
          placeholder="ORDERS"
        />
      </Field>
      <Field label="Only subjects" aside="optional" error={problems.filter}>
        <SuggestInput
          label="Only subjects"
          value={draft.filter}
          onChange={(filter) => change({ filter })}
          suggestions={subjects}
          placeholder="orders.eu.>"
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        <span aria-hidden className="font-medium text-small">
          From
        </span>
        <Segmented label="From" value={draft.at} onChange={(at) => change({ at })} options={beginnings} />
      </div>
      {draft.at === "last" ? (
        <Field label="How many" error={problems.count}>
          <TextInput
            inputMode="numeric"
            value={draft.count}
            onChange={(event) => change({ count: event.target.value })}
          />
        </Field>
      ) : null}
      {draft.at === "sequence" ? (
        <Field label="Sequence" error={problems.sequence}>
          <TextInput
            inputMode="numeric"
            value={draft.sequence}
            onChange={(event) => change({ sequence: event.target.value })}
          />
        </Field>
      ) : null}
      {draft.at === "time" ? (
        <Field label="Since" hint="In the time of this computer." error={problems.time}>
          <TextInput
            type="datetime-local"
            step={1}
            value={draft.time}
            onChange={(event) => change({ time: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
