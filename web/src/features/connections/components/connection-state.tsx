import { lazy, Suspense } from "react";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { needsCredentials } from "@/connection/describe-state";
import { useReconnect } from "@/connection/reconnect";
import type { Reading } from "@/connection/use-reading";
import { useNow } from "@/shared/lib/use-now";
import { ProblemView } from "@/shared/ui/problem";
import { StaleNotice } from "@/shared/ui/state-notices";
import { StateLine } from "./state-line";

// Forms are heavy, and most connections never need this one.
const CredentialsPanel = lazy(async () => ({ default: (await import("./credentials-panel")).CredentialsPanel }));

interface Props {
  wake: () => void;
  waking: boolean;
  error: unknown;
  /** What the page below was read from. */
  readings: readonly Reading<unknown>[];
}

/** What is to be said about the link over a page: nothing while it works. */
export function ConnectionState({ wake, waking, error, readings }: Props) {
  const { id, stats } = useConnection();
  const reconnect = useReconnect(id);
  const refused = needsCredentials(stats);
  const failure = error ?? (refused ? undefined : reconnect.error);
  const times = readings.filter((reading) => reading.data !== undefined).map((reading) => reading.readAt);
  const readAt = times.length > 0 ? Math.min(...times) : undefined;
  const failed = stats.state === "active" && readings.some((one) => one.stale === "failed" && one.data !== undefined);
  return (
    <>
      <StateLine
        stats={stats}
        readAt={readAt}
        onWake={wake}
        onReconnect={() => reconnect.mutate()}
        waking={waking}
        reconnecting={reconnect.isPending}
      />
      {failure && stats.state !== "active" ? (
        <div className="border-line border-b px-4 py-4">
          <ProblemView
            problem={problemText(error ? "It could not be woken" : "It could not be reconnected", failure)}
          />
        </div>
      ) : null}
      {failed && readAt !== undefined ? <FailedRefresh readAt={readAt} readings={readings} /> : null}
      {refused ? (
        <Suspense fallback={null}>
          <CredentialsPanel
            stats={stats}
            onRetry={() => reconnect.mutate()}
            retrying={reconnect.isPending}
            retryError={reconnect.error}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function FailedRefresh({ readAt, readings }: { readAt: number; readings: readonly Reading<unknown>[] }) {
  const now = useNow(1000);
  const failed = readings.filter((reading) => reading.stale === "failed");
  return (
    <StaleNotice
      at={new Date(readAt)}
      now={new Date(now)}
      why={`The last refresh failed: ${problemText("", failed[0]?.error).detail}`}
      busy={failed.some((reading) => reading.fetching)}
      onRefresh={() => {
        for (const reading of failed) reading.refresh();
      }}
    />
  );
}
