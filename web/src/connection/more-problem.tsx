import { RotateCw } from "lucide-react";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";

/** Why the next part of a list could not be had. */
export function MoreProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <>
      <span className="text-critical">{problemText("", error).detail}</span>
      <Button size="sm" icon={RotateCw} onClick={onRetry}>
        Try again
      </Button>
    </>
  );
}
