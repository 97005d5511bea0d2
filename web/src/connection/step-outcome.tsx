import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { Button } from "@/shared/ui/button";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";

interface Props {
  /** "The purge may have happened" */
  title: string;
  mutation: { error: unknown; submittedAt: number };
  /** "Look at ORDERS" */
  look: string;
  onLook: () => void;
  onDismiss: () => void;
}

/** What is said when a change went out and no answer came; nothing when it is known how it went. */
export function stepOutcome({ title, mutation, look, onLook, onDismiss }: Props) {
  const { error, submittedAt } = mutation;
  if (!isOutcomeUnknown(error)) return undefined;
  return (
    <OutcomeUnknown
      title={title}
      sentAt={new Date(submittedAt)}
      {...(error instanceof ProblemError ? { code: error.problem.code, requestId: error.problem.request_id } : {})}
      action={
        <Button look="ink" onClick={onLook}>
          {look}
        </Button>
      }
      onDismiss={onDismiss}
    />
  );
}
