import { GitCompareArrows } from "lucide-react";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";

interface Props {
  sequence: number;
  compare: number | undefined;
  onCompare: (sequence: number | undefined) => void;
  onOpen: (sequence: number) => void;
}

/** While a message is marked to be compared: which one, what comes next, and the way out. */
export function CompareLine({ sequence, compare, onCompare, onOpen }: Props) {
  if (compare === undefined) return null;
  return (
    <Notice
      tone="plain"
      icon={GitCompareArrows}
      title={compare === sequence ? "Marked." : `Compared with ${formatCount(compare)}.`}
      action={
        <span className="flex gap-1.5">
          {compare === sequence ? null : (
            <Button size="sm" onClick={() => onOpen(compare)}>
              Open it
            </Button>
          )}
          <Button size="sm" onClick={() => onCompare(undefined)}>
            Stop
          </Button>
        </span>
      }
    >
      {compare === sequence ? "Open another message to see what is different." : null}
    </Notice>
  );
}
