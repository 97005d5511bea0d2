import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, type RefObject, useRef } from "react";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { Button } from "./button";
import { ConfirmDialog } from "./dialog";
import type { Hit } from "./hits";
import { NameForm } from "./name-form";
import type { ProblemText } from "./problem";

/** What the step would hit: being read, read, or why it cannot be. */
export type Preview =
  /** What the step is about is not said yet, or not in a way that can be asked: "Say up to which sequence." */
  | { state: "unasked"; why: string }
  | { state: "loading" }
  | { state: "ready"; hits: readonly Hit[] }
  | { state: "failed"; problem: ProblemText; onRetry: () => void };

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** "Purge PAYMENTS" */
  title: string;
  /** What has to be typed, and what it is the name of: "stream". */
  name: string;
  kind: string;
  /** In place of "Type the stream’s name", for what is named by a number. */
  label?: string;
  /** What can be chosen about the step, before the name. */
  choices?: ReactNode;
  preview: Preview;
  /** On the red button, with the number in it as soon as that is known: "Purge 61,402 messages". */
  action: string;
  onConfirm: () => void;
  /** The request is out. The dialog stays until it is known how that went. */
  busy?: boolean;
  /** The server said no. */
  refusal?: ProblemText | undefined;
  /** The request went out and no answer came: OutcomeUnknown, in place of everything else. */
  outcome?: ReactNode;
  /** Stands at the left of the foot: the command that does the same. */
  aside?: ReactNode;
  /** Stands over the preview: which part of it the step is about. */
  children?: ReactNode;
}

/** Asks before something goes for good: shows what it hits, and takes the name for a yes. */
export function ConfirmByName(props: Props) {
  const { open, onOpenChange, title, busy = false, outcome, aside, children, ...form } = props;
  const field = useRef<HTMLInputElement>(null);
  return (
    <ConfirmDialog
      open={open}
      // While the request is out nothing is kept by closing, it would only not be seen.
      onOpenChange={(next) => {
        if (!busy || next) onOpenChange(next);
      }}
      title={<Parts parts={visibleText(title)} />}
      initialFocus={field as RefObject<HTMLElement | null>}
      actions={
        <>
          {aside}
          <span className="flex-1" />
          <AlertDialog.Close
            render={
              <Button look="quiet" size="form" disabled={busy}>
                {outcome ? "Close" : "Cancel"}
              </Button>
            }
          />
        </>
      }
    >
      {outcome ?? (
        <div className="flex flex-col gap-3">
          {children}
          <NameForm {...form} busy={busy} field={field} />
        </div>
      )}
    </ConfirmDialog>
  );
}
