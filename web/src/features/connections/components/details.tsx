import type { Account, Change, Stats } from "@/api/types";
import { formatAgo, formatSpan } from "@/shared/lib/duration";
import { formatClock, formatMoment } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { CopyButton } from "@/shared/ui/copy-button";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Status } from "@/shared/ui/status";
import { authNames } from "../lib/credential-form";
import { describeState } from "../lib/describe-state";
import { idleTimeoutText } from "../lib/idle";

/** Everything about the managed connection itself, as HeyNATS keeps it. */
export function Details({ stats, account }: { stats: Stats; account: Account | undefined }) {
  const now = useNow(1000);
  const removedAt = new Date(stats.expires_at);
  const lifetime = removedAt.getTime() - Date.parse(stats.created_at);
  return (
    <>
      <section aria-labelledby="details-heading" className="border-line border-b">
        <h2
          id="details-heading"
          className="flex h-header items-center border-line border-b px-4 font-semibold text-small"
        >
          Connection
        </h2>
        <div className="px-4 py-3">
          <Definitions narrow>
            <Definition term={stats.urls.length === 1 ? "Address" : "Addresses"}>
              {stats.urls.map((url) => (
                <span key={url} className="mono block break-all">
                  {url}
                </span>
              ))}
            </Definition>
            <Definition term="Signed in">
              {stats.auth === "none" ? (
                <span className="text-fg-2">without credentials</span>
              ) : (
                <>
                  {account?.user || authNames[stats.auth]}{" "}
                  {account?.user ? <span className="text-fg-3">by {authNames[stats.auth].toLowerCase()}</span> : null}
                </>
              )}
            </Definition>
            <Definition term="Last used">
              {formatAgo(now - Date.parse(stats.last_activity))}{" "}
              <span className="text-fg-3">{formatClock(new Date(stats.last_activity))}</span>
            </Definition>
            <Definition term="Parks">
              after {idleTimeoutText(stats)} <span className="text-fg-3">without use</span>
            </Definition>
            <Definition term="Opened">{formatMoment(new Date(stats.created_at), new Date(now))}</Definition>
            <Definition term="Removed at">
              {formatMoment(removedAt, new Date(now))}{" "}
              <span className="text-fg-3">after {formatSpan(lifetime)} in all</span>
            </Definition>
            <Definition term="Id">
              <span className="flex items-center gap-1">
                <span className="mono truncate-line text-fg-2" title={stats.connection_id}>
                  {stats.connection_id}
                </span>
                <CopyButton text={stats.connection_id} label="Copy connection id" />
              </span>
            </Definition>
          </Definitions>
        </div>
      </section>
      <section aria-labelledby="changes-heading" className="px-4 py-3">
        <h2 id="changes-heading" className="mb-2 font-semibold text-small">
          Last changes
        </h2>
        <ul>
          {outcomes(stats.changes).map((change) => (
            <ChangeLine key={`${change.at} ${change.state}`} change={change} />
          ))}
        </ul>
      </section>
    </>
  );
}

/** A dial is of interest while it goes on; after that its outcome says it all. */
function outcomes(changes: readonly Change[]): Change[] {
  return changes.filter((change, index) => index === 0 || change.state !== "dialing");
}

function ChangeLine({ change }: { change: Change }) {
  return (
    <li className="grid grid-cols-[60px_126px_minmax(0,1fr)] items-baseline py-0.5 text-small leading-[18px]">
      <time dateTime={change.at} className="text-fg-3">
        {formatClock(new Date(change.at))}
      </time>
      <Status {...describeState(change.state, change.reason)} />
      {/* Nowhere else is there more of it to read, so it is never cut. */}
      <span className="break-words text-fg-2">{change.detail}</span>
    </li>
  );
}
