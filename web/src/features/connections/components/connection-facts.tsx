import { useAccount } from "@/connection/account";
import { useConnection } from "@/connection/context";
import { idleTimeoutText } from "@/connection/idle";
import { formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { formatCount, formatLatency, plural } from "@/shared/lib/format";
import { shortKey } from "@/shared/lib/nats-credentials";
import { formatClock, formatMoment } from "@/shared/lib/time";
import { CopyButton } from "@/shared/ui/copy-button";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Quantity } from "@/shared/ui/quantity";
import { authNames } from "../lib/credential-form";

/** Where the connection leads and how HeyNATS keeps it. */
export function ConnectionFacts() {
  const { stats, readAt } = useConnection();
  const now = new Date(readAt);
  const removedAt = new Date(stats.expires_at);
  const lifetime = removedAt.getTime() - Date.parse(stats.created_at);
  return (
    <section aria-label="Where it leads" className="border-line border-b px-4 py-3">
      <Definitions narrow>
        {stats.server ? (
          <Definition term="Server">
            {stats.server.name}{" "}
            <span className="text-fg-3">{[stats.server.version, stats.server.cluster].filter(Boolean).join(", ")}</span>
          </Definition>
        ) : null}
        <Definition term={stats.urls.length === 1 ? "Address" : "Addresses"}>
          {stats.urls.map((url) => (
            <span key={url} className="mono block break-all">
              {url}
            </span>
          ))}
        </Definition>
        <Definition term="Account">
          <SignedIn />
        </Definition>
        <Definition term="Round trip">
          <RoundTrip />
        </Definition>
        <Definition term="Held by">
          {stats.leases === 0 ? (
            <>
              nothing <span className="text-fg-3">no request, no live stream</span>
            </>
          ) : (
            plural(stats.leases, "request or live stream", "requests and live streams")
          )}
        </Definition>
        <Definition term="Reconnects">
          {formatCount(stats.reconnects)}{" "}
          <span className="text-fg-3">
            and {plural(stats.wakes, "wake")} since {formatClock(new Date(stats.created_at), false)}
          </span>
        </Definition>
        <Definition term="Parks">
          after {idleTimeoutText(stats)} <span className="text-fg-3">without use</span>
        </Definition>
        <Definition term="Removed at">
          {formatMoment(removedAt, now)} <span className="text-fg-3">after {formatSpan(lifetime)} in all</span>
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
    </section>
  );
}

function SignedIn() {
  const { stats } = useConnection();
  const { data } = useAccount();
  const how = stats.auth === "none" ? "without credentials" : `by ${authNames[stats.auth].toLowerCase()}`;
  if (!data || data.unknown) return <span className="text-fg-2">{how}</span>;
  return (
    <>
      <span title={data.account}>{data.account_name ?? shortKey(data.account)}</span>{" "}
      <span className="text-fg-3">{data.user ? `as ${data.user}, ${how}` : how}</span>
    </>
  );
}

function RoundTrip() {
  const { stats } = useConnection();
  const rtt = stats.rtt === undefined ? undefined : parseGoDuration(stats.rtt);
  if (!stats.is_connected) return <span className="text-fg-3">no link</span>;
  if (rtt === undefined) return <span className="text-warn">the last ping got no answer</span>;
  return (
    <>
      <Quantity of={formatLatency(rtt)} /> <span className="text-fg-3">ping answered</span>
    </>
  );
}
