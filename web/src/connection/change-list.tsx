import type { Change } from "@/api/types";
import { formatClock, formatExact } from "@/shared/lib/time";
import { Status } from "@/shared/ui/status";
import { describeState } from "./describe-state";

/** The history of a connection, newest first. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul>
      {outcomes(changes).map((change) => (
        <li
          key={`${change.at} ${change.state}`}
          className="grid grid-cols-[58px_130px_minmax(0,1fr)] items-baseline py-0.5 text-small leading-[18px]"
        >
          <time dateTime={change.at} title={formatExact(new Date(change.at))} className="text-fg-3">
            {formatClock(new Date(change.at))}
          </time>
          <Status {...describeState(change.state, change.reason)} />
          {/* Nowhere else is there more of it to read, so it is never cut. */}
          <span className="break-words text-fg-2">{change.detail}</span>
        </li>
      ))}
    </ul>
  );
}

/** A dial is of interest while it goes on; after that its outcome says it all. */
function outcomes(changes: readonly Change[]): Change[] {
  return changes.filter((change, index) => index === 0 || change.state !== "dialing");
}
