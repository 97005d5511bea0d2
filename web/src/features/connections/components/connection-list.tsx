import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Cable, Lock } from "lucide-react";
import { useState } from "react";
import { useUnreachableSince } from "@/api/reachability";
import type { Connection } from "@/api/types";
import { useCommands } from "@/commands/registry";
import { describeState } from "@/connection/describe-state";
import { cx } from "@/shared/lib/cx";
import { formatAgo } from "@/shared/lib/duration";
import { plural } from "@/shared/lib/format";
import { useNow } from "@/shared/lib/use-now";
import { EnvironmentMark, environmentNames } from "@/shared/ui/environment-mark";
import { Skeleton } from "@/shared/ui/skeleton";
import { Status } from "@/shared/ui/status";
import { listQuery } from "../api/list";
import { shortUrls } from "../lib/address";

// On a phone the form should not be pages away.
const shownNarrow = 4;

/** The connections of this browser session, each a link to its page. */
export function ConnectionList() {
  const { data, isPending } = useQuery(listQuery);
  const now = useNow(10_000);
  const gone = useUnreachableSince() !== undefined;
  const [all, setAll] = useState(false);
  const connections = data?.connections ?? [];
  const navigate = useNavigate();
  useCommands(
    connections.map(({ connection_id, name, urls }) => ({
      id: `open ${connection_id}`,
      title: `Go to ${name}`,
      group: "Go to",
      words: urls.join(" "),
      icon: Cable,
      run: () => void navigate({ to: "/c/$connectionId", params: { connectionId: connection_id } }),
    })),
  );
  return (
    <section aria-labelledby="session-heading">
      <div className="flex h-11 items-center gap-2 px-4">
        <h2 id="session-heading" className="flex items-baseline gap-2 font-semibold text-small">
          This session
          {connections.length > 0 ? <span className="font-normal text-fg-3">{connections.length}</span> : null}
        </h2>
      </div>
      {isPending ? (
        <Skeleton label="Loading connections" widths={[62, 78, 48]} />
      ) : connections.length === 0 ? (
        <p className="border-line border-t px-4 py-3 text-fg-3 text-small">
          Nothing is open. A connection stands here until you disconnect it, and wakes by itself when you use it.
        </p>
      ) : (
        <ul
          aria-label={plural(connections.length, "connection")}
          className={cx(gone && "stale", !all && "max-sm:[&>li:nth-child(n+5)]:hidden")}
        >
          {connections.map((connection) => (
            <Row key={connection.connection_id} connection={connection} now={now} />
          ))}
        </ul>
      )}
      {all || connections.length <= shownNarrow ? null : (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="flex h-11 w-full items-center border-line border-b px-4 text-accent -outline-offset-2 sm:hidden"
        >
          {connections.length - shownNarrow} more
        </button>
      )}
    </section>
  );
}

function Row({ connection, now }: { connection: Connection; now: number }) {
  const look = describeState(connection.state, connection.reason);
  return (
    <li className="border-line border-t last:border-b">
      <Link
        to="/c/$connectionId"
        params={{ connectionId: connection.connection_id }}
        className="flex items-start gap-2.5 px-4 pt-[7px] pb-2 -outline-offset-2 transition-colors duration-(--fast) hover:bg-hover max-sm:pt-[9px] max-sm:pb-2.5"
      >
        <span className="flex h-5 items-center">
          <EnvironmentMark environment={connection.environment} />
          {connection.environment ? <span className="sr-only">{environmentNames[connection.environment]}</span> : null}
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            <span className="truncate-line font-medium" title={connection.name}>
              {connection.name}
            </span>
            {connection.read_only ? (
              <Lock role="img" aria-label="Read-only" size={11} strokeWidth={2} className="text-fg-3" />
            ) : null}
            <span className="flex-1" />
            <span className="text-small">
              <Status {...look} />
            </span>
          </span>
          <span className="flex items-center gap-2 text-small">
            <span className="mono truncate-line text-[11.5px] text-fg-3" title={connection.urls.join(", ")}>
              {shortUrls(connection.urls)}
            </span>
            <span className="flex-1" />
            <span className="whitespace-nowrap text-fg-3">{formatAgo(now - Date.parse(connection.last_activity))}</span>
          </span>
        </span>
      </Link>
    </li>
  );
}
