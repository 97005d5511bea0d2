import { type FormEvent, useId, useRef, useState } from "react";
import { problemText } from "@/api/problem-text";
import type { Message } from "@/api/types";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { copiedHeaders } from "../lib/headers";
import { subjectProblem } from "../lib/subject-filter";
import { isSystemSubject } from "../lib/subject-kind";
import { CopyCli } from "./copy-cli";
import { Takers } from "./takers";

export interface Wanted {
  subject: string;
  headers: boolean;
  system: boolean;
}

interface Props {
  stream: string;
  message: Message;
  title: string;
  busy: boolean;
  /** Why it was refused. */
  refusal: unknown;
  onPublish: (wanted: Wanted) => void;
  onOpenChange: (open: boolean) => void;
}

/**
 * Where a copy goes, and what goes with it. One key alone publishes nothing: the same subject, and one of NATS' own, take a
 * tick each.
 */
export function CopyForm({ stream, message, title, busy, refusal, onPublish, onOpenChange }: Props) {
  const [subject, setSubject] = useState(message.subject);
  const [headers, setHeaders] = useState(true);
  const [same, setSame] = useState(false);
  const [system, setSystem] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const form = useId();
  const isSame = subject === message.subject;
  const isSystem = isSystemSubject(subject);
  const problem = subject === "" ? undefined : subjectProblem(subject, false);
  const locked = lockOf({ subject, problem, same: isSame && !same, system: isSystem && !system });
  const { kept, left } = copiedHeaders(message);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!locked && !busy) onPublish({ subject, headers, system: isSystem && system });
  };
  return (
    <FormDialog
      open
      onOpenChange={onOpenChange}
      title={title}
      initialFocus={field}
      actions={
        <>
          <CopyCli message={message} subject={subject} headers={headers} />
          <span className="flex-1" />
          <Button look="quiet" size="form" disabled={busy} onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <ActionButton type="submit" form={form} look="ink" size="form" locked={locked} busy={busy}>
            Publish the copy
          </ActionButton>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        <Field label="To the subject" error={problem}>
          <TextInput
            ref={field}
            mono
            value={subject}
            readOnly={busy}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setSubject(event.target.value);
              setSame(false);
              setSystem(false);
            }}
          />
        </Field>
        <Takers stream={stream} subject={problem ? "" : subject} />
        {kept.length > 0 ? (
          <Check label="With its headers" explain={names(kept)} checked={headers} onChange={setHeaders} />
        ) : null}
        {left.length > 0 ? (
          <p className="text-fg-3 text-small">
            {names(left)} {left.length === 1 ? "stays" : "stay"} behind: what begins with Nats- is meant for the server.
          </p>
        ) : null}
        {isSame ? (
          <Check
            label="To the same subject again"
            explain="whoever got the message gets it a second time"
            checked={same}
            onChange={setSame}
          />
        ) : null}
        {isSystem ? (
          <Check
            label="To a subject of NATS itself"
            explain="a message there can change or delete something"
            checked={system}
            onChange={setSystem}
          />
        ) : null}
      </form>
      {refusal && !busy ? <ProblemView problem={problemText("The copy was not published", refusal)} /> : null}
    </FormDialog>
  );
}

interface State {
  subject: string;
  problem: string | undefined;
  /** These need a tick that is not there. */
  same: boolean;
  system: boolean;
}

function lockOf({ subject, problem, same, system }: State): string | undefined {
  if (subject === "") return "It has no subject yet.";
  if (problem) return problem;
  if (same) return "It would go to the same subject again: choose another one, or tick that this is meant.";
  return system ? "NATS itself listens there: tick that this is meant." : undefined;
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, 4).join(", ");
  return list.length > 4 ? `${shown} and ${list.length - 4} more` : shown;
}
