import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ClockAlert, Lock, Moon, RefreshCw, RotateCw, Timer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { hasCode, UnreachableError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useUnreachableSince } from "@/api/reachability";
import type { Account, ServerInfo, Stats } from "@/api/types";
import { cx } from "@/shared/lib/cx";
import { formatAgo } from "@/shared/lib/duration";
import { formatClock } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { Button } from "@/shared/ui/button";
import { EnvironmentMark } from "@/shared/ui/environment-mark";
import { IconButton } from "@/shared/ui/icon-button";
import { Notice } from "@/shared/ui/notice";
import { ProblemView } from "@/shared/ui/problem";
import { Skeleton } from "@/shared/ui/skeleton";
import { accountQuery } from "../api/account";
import { infoQuery } from "../api/info";
import { useKeepAlive } from "../api/keepalive";
import { useReconnect } from "../api/reconnect";
import { describeState, needsCredentials } from "../lib/describe-state";
import { AccountSection } from "./account-section";
import { CredentialsPanel } from "./credentials-panel";
import { Details } from "./details";
import { DisconnectDialog } from "./disconnect-dialog";
import { Figures } from "./figures";
import { IdleSection } from "./idle-section";
import { JetStreamSection } from "./jetstream-section";
import { ServerSection } from "./server-section";
import { StateLine } from "./state-line";

interface Props {
  stats: Stats;
  /** When the stats were read, ms since the epoch. */
  readAt: number;
  onDisconnected: () => void;
}

/** One managed connection: how it stands, what it is held by, where it leads, and who it is there. */
export function ConnectionPage({ stats, readAt, onDisconnected }: Props) {
  const id = stats.connection_id;
  const keepAlive = useKeepAlive(id);
  const reconnect = useReconnect(id);
  const server = useServerFacts(stats);
  const [asking, setAsking] = useState(false);
  const look = describeState(stats.state, stats.reason);
  const refused = needsCredentials(stats);
  const gone = useUnreachableSince() !== undefined;
  const failure = keepAlive.error ?? (refused ? undefined : reconnect.error);

  return (
    <div
      className={cx(
        gone && "stale",
        "grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_400px] max-xl:block max-xl:overflow-y-auto max-sm:overflow-visible",
      )}
    >
      <main className="flex min-h-0 min-w-0 flex-col overflow-y-auto max-xl:overflow-visible">
        <header className="flex min-h-header shrink-0 flex-wrap items-center gap-2 border-line border-b py-1.5 pr-2.5 pl-4 max-sm:pr-4">
          <Link
            to="/"
            aria-label="All connections"
            className="-ml-1.5 rounded-2 p-1.5 text-fg-2 hover:bg-press sm:hidden"
          >
            <ArrowLeft aria-hidden size={17} strokeWidth={1.75} />
          </Link>
          <EnvironmentMark environment={stats.environment} />
          <h1 className="truncate-line font-semibold" title={stats.name}>
            {stats.name}
          </h1>
          {stats.read_only ? (
            <Lock role="img" aria-label="Read-only" size={12} strokeWidth={2} className="text-fg-3" />
          ) : null}
          <span className="flex-1" />
          <div className="flex gap-1.5 max-sm:w-full max-sm:*:flex-1">
            <Button icon={Timer} busy={keepAlive.isPending} onClick={() => keepAlive.mutate()}>
              Keep alive
            </Button>
            <Button icon={RefreshCw} busy={reconnect.isPending} onClick={() => reconnect.mutate()}>
              Reconnect
            </Button>
            <Button look="danger" onClick={() => setAsking(true)}>
              Disconnect
            </Button>
          </div>
        </header>
        <p role="status" className="sr-only">
          {stats.name}: {look.word}
        </p>
        <StateLine
          stats={stats}
          onWake={() => keepAlive.mutate()}
          onReconnect={() => reconnect.mutate()}
          waking={keepAlive.isPending}
          reconnecting={reconnect.isPending}
        />
        {failure ? (
          <div className="border-line border-b px-4 py-4">
            <ProblemView
              problem={problemText(keepAlive.error ? "It could not be woken" : "It could not be reconnected", failure)}
            />
          </div>
        ) : null}
        {refused ? (
          <CredentialsPanel
            stats={stats}
            onRetry={() => reconnect.mutate()}
            retrying={reconnect.isPending}
            retryError={reconnect.error}
          />
        ) : (
          <IdleSection stats={stats} readAt={readAt} />
        )}
        <Figures stats={stats} />
        <ServerFacts stats={stats} facts={server} />
      </main>
      <aside
        aria-label="Details"
        className="min-h-0 overflow-y-auto border-line border-l bg-sub max-xl:overflow-visible max-xl:border-t max-xl:border-l-0"
      >
        <Details stats={stats} account={server.account} />
      </aside>
      <DisconnectDialog stats={stats} open={asking} onOpenChange={setAsking} onDisconnected={onDisconnected} />
    </div>
  );
}

interface Facts {
  info: ServerInfo | undefined;
  account: Account | undefined;
  readAt: number;
  error: unknown;
  fetching: boolean;
  /** Reads again because a person asked: this wakes a parked connection. */
  ask: () => void;
}

/** What is read through the link. In the background only while it is up anyway, and never so that it stays up. */
function useServerFacts(stats: Stats): Facts {
  const id = stats.connection_id;
  const queryClient = useQueryClient();
  const background = { enabled: stats.state === "active", refetchInterval: 15_000 };
  const info = useQuery({ ...infoQuery(id), ...background });
  const account = useQuery({ ...accountQuery(id), ...background });
  return {
    info: info.data,
    account: account.data,
    readAt: Math.min(info.dataUpdatedAt, account.dataUpdatedAt),
    error: info.error ?? account.error,
    fetching: info.isFetching || account.isFetching,
    ask: () => {
      void queryClient.fetchQuery({ ...infoQuery(id, true), staleTime: 0 }).catch(() => undefined);
      void queryClient.fetchQuery({ ...accountQuery(id, true), staleTime: 0 }).catch(() => undefined);
    },
  };
}

function ServerFacts({ stats, facts }: { stats: Stats; facts: Facts }) {
  const { info, account, error, fetching, ask } = facts;
  const up = stats.state === "active";
  if (!info || !account) return <NoFacts stats={stats} facts={facts} />;
  const stale = !up || (error !== null && error !== undefined);
  return (
    <div className="flex flex-1 flex-col">
      {stale ? <StaleLine facts={facts} parked={stats.state === "parked"} failed={up} /> : null}
      <div className={stale ? "stale" : undefined}>
        <div className="relative grid grid-cols-2 border-line border-b max-md:grid-cols-1 [&>section+section]:border-line [&>section+section]:border-l max-md:[&>section+section]:border-t max-md:[&>section+section]:border-l-0">
          <ServerSection info={info} />
          <AccountSection account={account} />
          {stale ? null : (
            <div className="absolute top-1.5 right-2.5">
              <IconButton
                size="sm"
                iconSize={13}
                icon={RotateCw}
                label="Read again"
                disabled={fetching}
                onClick={ask}
              />
            </div>
          )}
        </div>
        <JetStreamSection account={account} />
      </div>
    </div>
  );
}

/** Nothing was read yet: loading, asleep, or not possible. */
function NoFacts({ stats, facts: { error, fetching, ask } }: { stats: Stats; facts: Facts }): ReactNode {
  if (stats.state === "parked") {
    return (
      <Notice
        tone="plain"
        icon={Moon}
        title="Server and account were not read yet."
        action={
          <Button size="sm" busy={fetching} onClick={ask}>
            Read
          </Button>
        }
      >
        Reading wakes the connection.
      </Notice>
    );
  }
  if (error && !hasCode(error, "connection_parked") && !(error instanceof UnreachableError)) {
    return (
      <div className="px-4 py-4">
        <ProblemView
          problem={problemText("Server and account could not be read", error)}
          actions={
            <Button icon={RotateCw} busy={fetching} onClick={ask}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
  return stats.state === "active" ? (
    <Skeleton label="Reading server and account" widths={[34, 62, 48, 55, 40]} />
  ) : null;
}

function StaleLine({ facts, parked, failed }: { facts: Facts; parked: boolean; failed: boolean }) {
  const now = useNow(1000);
  return (
    <Notice
      tone="plain"
      icon={ClockAlert}
      title={`From ${formatClock(new Date(facts.readAt), false)}, ${formatAgo(now - facts.readAt).replace(" ago", " old")}.`}
      action={
        <Button size="sm" icon={RotateCw} busy={facts.fetching} onClick={facts.ask}>
          Refresh
        </Button>
      }
    >
      {failed ? "The last refresh failed." : parked ? "Wakes on your next click." : "The link is down."}
    </Notice>
  );
}
