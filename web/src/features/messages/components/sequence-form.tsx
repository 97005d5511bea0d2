import { type FormEvent, useState } from "react";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { sequence } from "../lib/question";

interface Props {
  now: number | undefined;
  ends: { first: number; last: number } | undefined;
  onGo: (sequence: number) => void;
}

export function SequenceForm({ now, ends, onGo }: Props) {
  const [typed, setTyped] = useState(now === undefined ? "" : String(now));
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // As it is shown, and as it is copied from elsewhere.
    const wanted = sequence(typed.replace(/[\s,_.']/g, ""));
    if (wanted === undefined) setProblem("A sequence is a whole number from 1 on.");
    else onGo(wanted);
  };
  const hint =
    ends && ends.last > 0 ? `The stream has ${formatCount(ends.first)} to ${formatCount(ends.last)}.` : undefined;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-2.5">
      <Field label="Sequence" hint={hint} error={problem}>
        <TextInput
          inputMode="numeric"
          value={typed}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem(undefined);
          }}
        />
      </Field>
      <Button type="submit" look="ink" size="form" className="self-start">
        Go there
      </Button>
    </form>
  );
}
