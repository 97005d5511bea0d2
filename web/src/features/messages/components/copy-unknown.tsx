import { Link } from "@tanstack/react-router";
import { ProblemError } from "@/api/errors";
import { useConnection } from "@/connection/context";
import { buttonLook } from "@/shared/ui/button";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { useTakers } from "../api/takers";

interface Props {
  stream: string;
  subject: string;
  sentAt: Date;
  error: unknown;
  onDismiss: () => void;
}

/** It was sent and no answer came: says so, and leads to where it would be. */
export function CopyUnknown({ stream, subject, sentAt, error, onDismiss }: Props) {
  const { id } = useConnection();
  const taker = useTakers(subject, true).data?.names[0] ?? stream;
  return (
    <OutcomeUnknown
      title="The copy may have been published"
      sentAt={sentAt}
      requestId={error instanceof ProblemError ? error.problem.request_id : undefined}
      action={
        <Link
          to="/c/$connectionId/streams/$stream/messages"
          params={{ connectionId: id, stream: taker }}
          search={{ subject }}
          onClick={onDismiss}
          className={buttonLook("ink")}
        >
          Look at the end of {taker}
        </Link>
      }
      onDismiss={onDismiss}
    />
  );
}
