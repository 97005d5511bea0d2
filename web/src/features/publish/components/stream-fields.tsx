import { useServerInfo } from "@/connection/info";
import { Check } from "@/shared/ui/check";
import { Field, TextInput } from "@/shared/ui/field";
import type { Draft } from "../lib/draft";

interface Props {
  draft: Draft;
  problems: Partial<Record<keyof Draft, string>>;
  onChange: (over: Partial<Draft>) => void;
}

/** What the stream that takes the message is asked to check, and to say. */
export function StreamFields({ draft, problems, onChange }: Props) {
  return (
    <>
      <div className="pt-1">
        <Check
          label="Wait until a stream acknowledges it"
          explain="without a stream that takes the subject that is an error"
          checked={draft.jetstream}
          onChange={(jetstream) => onChange({ jetstream })}
        />
      </div>
      {draft.jetstream ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Text
            {...{ draft, problems, onChange }}
            name="messageId"
            label="Message id"
            hint="Within its duplicate window a stream keeps one message with an id."
          />
          <Lifetime {...{ draft, problems, onChange }} />
          <Text {...{ draft, problems, onChange }} name="expectedStream" label="Only if the stream is" />
          <Text {...{ draft, problems, onChange }} name="expectedId" label="Only if its last message has the id" />
          <Text {...{ draft, problems, onChange }} name="expectedLast" label="Only if its last sequence is" />
          <Text
            {...{ draft, problems, onChange }}
            name="expectedSubject"
            label="Only if the last sequence of this subject is"
            hint="0 when there must be none."
          />
        </div>
      ) : null}
    </>
  );
}

interface TextProps extends Props {
  name: "messageId" | "expectedStream" | "expectedId" | "expectedLast" | "expectedSubject" | "ttl";
  label: string;
  hint?: string;
}

function Text({ draft, problems, onChange, name, label, hint }: TextProps) {
  return (
    <Field label={label} aside="optional" error={problems[name]} hint={hint}>
      <TextInput mono value={draft[name]} onChange={(event) => onChange({ [name]: event.target.value.trim() })} />
    </Field>
  );
}

/** Servers before 2.11 would keep the message for ever, so they are not asked. */
function Lifetime(props: Props) {
  const { data } = useServerInfo();
  const [major = 2, minor = 11] = (data?.version ?? "").split(".").map(Number);
  if (major < 2 || (major === 2 && minor < 11))
    return <p className="self-center text-fg-3 text-small">A lifetime of its own needs NATS 2.11 or later.</p>;
  return <Text {...props} name="ttl" label="Lifetime" hint="24h, or never. The stream has to allow it." />;
}
