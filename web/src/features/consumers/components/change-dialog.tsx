import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type FormEvent, type ReactNode, type RefObject, useId, useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { ProblemView } from "@/shared/ui/problem";

interface Props {
  title: string;
  /** On the button. */
  action: string;
  /** Begins sentences about it: "The pause". */
  what: string;
  /** It is what the dialog is about: "billing". */
  name: string;
  busy: boolean;
  error: unknown;
  /** What is wrong with what was filled in, so that it cannot be sent. */
  invalid?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  initialFocus?: RefObject<HTMLElement | null>;
  /** The command that does the same. */
  cli: ReactNode;
  children: ReactNode;
}

/** Asks for what a change needs, and says how it went: refused, or sent without an answer. */
export function ChangeDialog({ title, action, what, name, busy, error, invalid = false, ...rest }: Props) {
  const { onSubmit, onClose, initialFocus, cli, children } = rest;
  const form = useId();
  const [sentAt, setSentAt] = useState(() => new Date());
  const unknown = error !== null && isOutcomeUnknown(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || invalid) return;
    setSentAt(new Date());
    onSubmit();
  };
  return (
    <ConfirmDialog
      open
      // While the request is out nothing is kept by closing, it would only not be seen.
      onOpenChange={(next) => {
        if (!next && !busy) onClose();
      }}
      title={<Parts parts={visibleText(title)} />}
      {...(initialFocus ? { initialFocus } : {})}
      actions={
        <>
          {cli}
          <span className="flex-1" />
          <AlertDialog.Close
            render={
              <Button look="quiet" size="form" disabled={busy}>
                {unknown ? "Close" : "Cancel"}
              </Button>
            }
          />
          {unknown ? null : (
            <Button type="submit" form={form} look="ink" size="form" busy={busy}>
              {action}
            </Button>
          )}
        </>
      }
    >
      {unknown ? (
        <OutcomeUnknown
          title={`${what} may have happened`}
          sentAt={sentAt}
          code={error instanceof ProblemError ? error.problem.code : "outcome_unknown"}
          requestId={error instanceof ProblemError ? error.problem.request_id : undefined}
          action={
            <Button look="ink" onClick={onClose}>
              Look at {name}
            </Button>
          }
          onDismiss={onClose}
        />
      ) : (
        <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3">
          {children}
          {error && !busy ? <ProblemView problem={problemText(`${what} was refused`, error)} /> : null}
        </form>
      )}
    </ConfirmDialog>
  );
}
