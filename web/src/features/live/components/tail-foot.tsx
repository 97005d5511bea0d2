import { ArrowDownToLine, Pause } from "lucide-react";
import type { ReactNode } from "react";
import type { Tail } from "@/live/tail";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Kbd } from "@/shared/ui/kbd";
import { Status } from "@/shared/ui/status";
import type { Found } from "../lib/filter";

interface Props {
  tail: Tail;
  found: Found | undefined;
  following: boolean;
  /** Lines below what is in sight. */
  behind: number;
  onFollow: () => void;
  /** In place of what the keys do. */
  action?: ReactNode;
}

/** Under the rows: whether they move by themselves, and what a filter has found. */
export function TailFoot({ tail, found, following, behind, onFollow, action }: Props) {
  return (
    <div className="flex h-9 shrink-0 items-center gap-2.5 border-line border-t px-4 text-fg-3 text-small max-md:px-3">
      {tail.paused ? (
        <Status tone="warn" icon={Pause} word="Paused" />
      ) : following ? (
        <Status tone="live" icon={ArrowDownToLine} word="Following" />
      ) : (
        <Button size="sm" icon={ArrowDownToLine} onClick={onFollow}>
          Follow
        </Button>
      )}
      {found ? null : (
        <span className="truncate-line min-w-0">
          {following || tail.paused
            ? "newest at the bottom; scroll up to stop"
            : `${formatCount(Math.max(0, behind))} below`}
        </span>
      )}
      {found ? (
        <span className="truncate-line">
          {formatCount(found.messages)} of {formatCount(tail.tape.kept)} found
          {found.left > 0 ? `, ${formatCount(found.left)} to look at` : ""}
        </span>
      ) : null}
      <span className="flex-1" />
      {action ?? (
        <span className="flex items-center gap-1.5 whitespace-nowrap max-md:hidden">
          <Kbd>Space</Kbd> {tail.paused ? "resume" : "pause"}
          <Kbd>f</Kbd> follow
        </span>
      )}
    </div>
  );
}
