import { type FormEvent, useState } from "react";
import { zone } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { readMoment, writeMoment } from "../lib/moment";

interface Props {
  now: Date | undefined;
  onGo: (at: Date) => void;
}

const before = [
  { label: "15 min ago", text: "15m" },
  { label: "1 h ago", text: "1h" },
  { label: "24 h ago", text: "24h" },
  { label: "7 d ago", text: "7d" },
];

export function TimeForm({ now, onGo }: Props) {
  const [typed, setTyped] = useState(() => (now ? writeMoment(now) : ""));
  const [problem, setProblem] = useState<string>();
  const go = (text: string) => {
    const at = readMoment(text, new Date());
    if (at) onGo(at);
    else setProblem(`Write it as ${writeMoment(new Date())}, or as “2h ago”.`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(typed);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-2.5">
      <Field
        label="Time"
        hint={`In ${zone(new Date())}, unless a zone stands behind it. “2h ago” works too.`}
        error={problem}
      >
        <TextInput
          value={typed}
          placeholder={writeMoment(new Date())}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem(undefined);
          }}
        />
      </Field>
      <div className="flex flex-wrap gap-1.5">
        {before.map(({ label, text }) => (
          <Button key={text} size="sm" onClick={() => go(text)}>
            {label}
          </Button>
        ))}
      </div>
      <Button type="submit" look="ink" size="form" className="self-start">
        Go there
      </Button>
    </form>
  );
}
