import { Lock, RotateCw } from "lucide-react";
import { type FormEvent, type ReactNode, type RefObject, useId, useState } from "react";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { assertNever } from "@/shared/lib/assert-never";
import { matchName, type NameMatch } from "@/shared/lib/name-match";
import { Button } from "./button";
import type { Preview } from "./confirm-by-name";
import { Field, TextInput } from "./field";
import { Hits, HitsLoading } from "./hits";
import { type ProblemText, ProblemView } from "./problem";
import { Tip } from "./tip";

interface Props {
  name: string;
  kind: string;
  /** In place of "Type the stream’s name", for what is named by a number. */
  label?: string | undefined;
  /** What can be chosen about the step, before the name. */
  choices?: ReactNode;
  preview: Preview;
  action: string;
  onConfirm: () => void;
  busy: boolean;
  refusal?: ProblemText | undefined;
  field: RefObject<HTMLInputElement | null>;
}

/** What it hits, the name to type, and the red button, which stays locked until both are known. */
export function NameForm({
  name,
  kind,
  label = `Type the ${kind}’s name`,
  choices,
  preview,
  action,
  onConfirm,
  busy,
  refusal,
  field,
}: Props) {
  const [typed, setTyped] = useState("");
  const match = matchName(typed, name);
  const locked = lockedWhile(preview, match);
  const reason = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!locked && !busy) onConfirm();
  };
  const button = (
    <Button
      type="submit"
      look="destroy"
      size="form"
      {...(locked ? { icon: Lock } : {})}
      disabled={locked !== undefined}
      busy={busy}
      aria-describedby={reason}
    >
      {action}
    </Button>
  );
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      {preview.state === "loading" ? <HitsLoading /> : null}
      {preview.state === "ready" ? <Hits hits={preview.hits} /> : null}
      {preview.state === "failed" ? (
        <ProblemView
          problem={preview.problem}
          actions={
            <Button icon={RotateCw} onClick={preview.onRetry}>
              Try again
            </Button>
          }
        />
      ) : null}
      {choices}
      <div className="flex items-end gap-2 max-sm:flex-col max-sm:items-stretch">
        <Field label={label} className="flex-1">
          <TextInput
            ref={field}
            mono
            value={typed}
            readOnly={busy}
            onChange={(event) => setTyped(event.target.value)}
            aria-describedby={reason}
          />
        </Field>
        {locked ? <Tip text={locked}>{button}</Tip> : button}
      </div>
      <p id={reason} className="-mt-1.5 min-h-4 text-fg-3 text-small">
        {match === "empty" || match === "same" ? null : <Difference match={match} name={name} />}
        {preview.state === "failed" ? "Without knowing what it hits, this stays locked." : null}
      </p>
      {refusal && !busy ? <ProblemView problem={refusal} /> : null}
    </form>
  );
}

function lockedWhile(preview: Preview, match: NameMatch): string | undefined {
  switch (preview.state) {
    case "unasked":
      return preview.why;
    case "loading":
      return "What this hits is still being read.";
    case "failed":
      return "What this hits could not be read.";
    case "ready":
      return lockedBy[match];
    default:
      return assertNever(preview);
  }
}

const lockedBy: Record<NameMatch, string | undefined> = {
  same: undefined,
  empty: "Type the name first.",
  spaces: "The name is not the same.",
  case: "The name is not the same.",
  "look-alike": "The name is not the same.",
  other: "The name is not the same.",
};

/** Says what eyes overlook. That two names are altogether different needs no words before the last letter is typed. */
function Difference({ match, name }: { match: NameMatch; name: string }) {
  const exact = (
    <span className="mono text-fg-2">
      <Parts parts={visibleText(name)} />
    </span>
  );
  if (match === "spaces") return <>Only a space at an end is different from {exact}. </>;
  if (match === "case") return <>Only capitals are different from {exact}. </>;
  if (match === "look-alike") return <>It only looks like {exact}: there are other characters in it. </>;
  return null;
}
