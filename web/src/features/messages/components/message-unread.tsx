import { RotateCw } from "lucide-react";
import { problemText } from "@/api/problem-text";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";

interface Props {
  sequence: number;
  error: unknown;
  busy: boolean;
  onRetry: () => void;
}

export function MessageUnread({ sequence, error, busy, onRetry }: Props) {
  return (
    <div className="p-4">
      <ProblemView
        problem={problemText(`Message ${formatCount(sequence)} could not be read`, error)}
        actions={
          <Button icon={RotateCw} busy={busy} onClick={onRetry}>
            Try again
          </Button>
        }
      />
    </div>
  );
}
