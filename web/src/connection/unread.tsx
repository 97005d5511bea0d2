import { RotateCw } from "lucide-react";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";
import { Skeleton } from "@/shared/ui/skeleton";
import { useConnection } from "./context";
import { needsCredentials } from "./describe-state";
import type { Reading } from "./use-reading";

interface Props {
  /** What could not be read, as a sentence. */
  title: string;
  readings: readonly Reading<unknown>[];
}

/** In place of a page that was never read: what went wrong, or bars while it comes. Asleep, the line over it says all. */
export function Unread({ title, readings }: Props) {
  const { stats } = useConnection();
  const failed = readings.find((reading) => reading.error);
  if (failed) {
    return (
      <div className="max-w-[680px] px-4 py-4">
        <ProblemView
          problem={problemText(title, failed.error)}
          actions={
            <Button icon={RotateCw} busy={failed.fetching} onClick={failed.refresh}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
  if (stats.state === "active" || stats.state === "dialing") {
    return <Skeleton label="Reading" widths={[34, 62, 48, 55, 40]} />;
  }
  return needsCredentials(stats) ? null : <p className="px-4 py-3.5 text-fg-3">Nothing was read yet.</p>;
}
