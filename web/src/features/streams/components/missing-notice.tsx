import { CircleDashed } from "lucide-react";
import { formatCount, plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import type { StreamRows } from "../lib/rows";

interface Props {
  list: StreamRows;
  onRefresh: () => void;
  busy: boolean;
}

/** The names that are said; how many there are is said anyway. */
const named = 3;

/** Says that the list is not all there is, and what is not in it. Nothing when it is all. */
export function MissingNotice({ list, onRefresh, busy }: Props) {
  const { partial, missing, missingTotal } = list;
  if (!partial && missingTotal === 0) return null;
  const rest = missingTotal - Math.min(named, missing.length);
  return (
    <Notice
      tone="plain"
      icon={CircleDashed}
      title={
        partial ? `Not all of ${plural(list.streamsTotal, "stream")}.` : `${plural(missingTotal, "stream")} not shown.`
      }
      action={
        <Button size="sm" onClick={onRefresh} busy={busy}>
          Read again
        </Button>
      }
    >
      {partial ? "The server did not answer in time for the rest. " : null}
      {missingTotal > 0 ? (
        <>
          Nobody answers for <bdi className="mono">{missing.slice(0, named).join(", ")}</bdi>
          {rest > 0 ? ` and ${formatCount(rest)} more` : null}.
        </>
      ) : null}
    </Notice>
  );
}
