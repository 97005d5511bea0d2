import { Check, Timer, Undo2, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { readDuration } from "@/shared/document/quantities";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { Popover } from "@/shared/ui/popover";
import type { Answer } from "../api/acknowledge";

interface Props {
  /** Of the message, for who cannot see in which row they are. */
  sequence: string;
  busy: boolean;
  onSay: (kind: Answer["kind"], more?: Pick<Answer, "delay" | "reason">) => void;
}

/** What can be said of a message that is held. */
export function HeldActions({ sequence, ...rest }: Omit<Props, "sequence"> & { sequence: number }) {
  return <Actions {...rest} sequence={formatCount(sequence)} />;
}

function Actions({ sequence, busy, onSay }: Props) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      <Button size="sm" icon={Check} busy={busy} aria-label={`Ack ${sequence}`} onClick={() => onSay("ack")}>
        Ack
      </Button>
      <Nak sequence={sequence} busy={busy} onSay={onSay} />
      <Term sequence={sequence} busy={busy} onSay={onSay} />
      <Button
        size="sm"
        icon={Timer}
        busy={busy}
        aria-label={`In progress ${sequence}`}
        onClick={() => onSay("in_progress")}
      >
        In progress
      </Button>
    </span>
  );
}

function Nak({ sequence, busy, onSay }: Props) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const empty = text.trim() === "";
  const read = readDuration(empty ? "0" : text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read.problem !== undefined) return;
    setOpen(false);
    onSay("nak", empty ? {} : { delay: `${read.value}ns` });
  };
  return (
    <Popover
      label={`Give ${sequence} back`}
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-64"
      trigger={
        <Button size="sm" icon={Undo2} busy={busy} aria-label={`Nak ${sequence}`}>
          Nak…
        </Button>
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-3 p-3">
        <Field
          label="Deliver it again after"
          aside="optional"
          error={read.problem}
          hint="At once, unless you say 30s or 5m"
        >
          <TextInput mono value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Button type="submit" size="form">
          Give it back
        </Button>
      </form>
    </Popover>
  );
}

function Term({ sequence, busy, onSay }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(false);
    onSay("term", reason.trim() === "" ? {} : { reason: reason.trim() });
  };
  return (
    <Popover
      label={`Terminate ${sequence}`}
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        <Button size="sm" icon={X} busy={busy} aria-label={`Term ${sequence}`}>
          Term…
        </Button>
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-3 p-3">
        <p className="text-fg-2 text-small">
          It is never delivered again to this consumer. On a work queue it is gone.
        </p>
        <Field label="Reason" aside="optional" hint="It stands in the advisory">
          <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Button type="submit" look="danger" size="form">
          Terminate it
        </Button>
      </form>
    </Popover>
  );
}
