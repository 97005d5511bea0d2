import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { formatClock, formatExact } from "@/shared/lib/time";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { Definition, Definitions } from "./definitions";
import { Status } from "./status";

interface Props {
  /** What may have happened: "The purge may have happened". */
  title: string;
  children?: ReactNode;
  sentAt: Date;
  code?: string;
  requestId?: string | undefined;
  /** The ink button that goes and looks. */
  action: ReactNode;
  onDismiss: () => void;
}

/** A request went out and no answer came. Whether it was done is not known, and doing it again could do it twice. */
export function OutcomeUnknown({
  title,
  children,
  sentAt,
  code = "outcome_unknown",
  requestId,
  action,
  onDismiss,
}: Props) {
  return (
    <div role="alert" className="flex flex-col gap-2.5">
      <Status large tone="warn" icon={TriangleAlert} word={title} />
      <p className="text-fg-2">
        {children ?? "The link broke after the request was sent, before the answer came. HeyNATS does not repeat it."}
      </p>
      <div className="flex flex-wrap gap-2">
        {action}
        <Button look="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
      <div className="border-line border-t pt-2.5">
        <Definitions narrow>
          <Definition term="Sent">
            <time dateTime={sentAt.toISOString()} title={formatExact(sentAt)}>
              {formatClock(sentAt)}.{String(sentAt.getMilliseconds()).padStart(3, "0")}
            </time>
          </Definition>
          <Definition term="Code">
            <span className="mono">{code}</span>
          </Definition>
          {requestId ? (
            <Definition term="Request">
              <span className="inline-flex items-center gap-1">
                <span className="mono break-all">{requestId}</span>
                <CopyButton text={requestId} label="Copy request id" />
              </span>
            </Definition>
          ) : null}
        </Definitions>
      </div>
    </div>
  );
}
