import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { hasCode, UnreachableError } from "@/api/errors";
import { useUnreachableSince } from "@/api/reachability";
import { askedHeaders } from "./asked";
import { useConnection } from "./context";
import { connectionKeys } from "./query-keys";

/** What a reading hands to its request, besides what is its own. */
export interface Call {
  signal: AbortSignal;
  headers: ReturnType<typeof askedHeaders>;
  connection: string;
}

/** What is read through a connection's link, and how far it can be believed. */
export interface Reading<T> {
  data: T | undefined;
  /** When it was read, ms since the epoch; 0 when never. */
  readAt: number;
  /** Why the last attempt failed. That the link is asleep is no failure, and neither is a HeyNATS that is gone: both are said elsewhere. */
  error: unknown;
  fetching: boolean;
  /** Why nothing fresh is to be had, while what there is stays in sight. */
  stale: "parked" | "down" | "failed" | undefined;
  refresh: () => void;
}

interface Options<T> {
  /** How often; it may depend on how much there was to read. */
  everyMs?: number | ((data: T | undefined) => number);
  /** HeyNATS answers it by itself, without the link. */
  asleep?: boolean;
  /** The answer to the last question stays in sight until there is one to this: the name says what is asked. */
  keep?: boolean;
}

/**
 * Reads while the link is up, again and again, and never so that it stays up: only what follows a person's press counts as
 * use. Without a link it keeps what it has. Hidden pages read nothing.
 */
export function useReading<T>(
  name: string,
  read: (call: Call, previous: T | undefined) => Promise<T>,
  { everyMs = 15_000, asleep = false, keep = false }: Options<T> = {},
): Reading<T> {
  const { id, stats } = useConnection();
  const cache = useQueryClient();
  const queryKey = connectionKeys.reading(id, name);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => read({ signal, headers: askedHeaders(), connection: id }, cache.getQueryData<T>(queryKey)),
    enabled: stats.state === "active" || asleep,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: ({ state }) => (typeof everyMs === "function" ? everyMs(state.data) : everyMs),
  });
  return {
    data: query.data,
    readAt: query.dataUpdatedAt,
    ...useTrust(query.error, asleep),
    fetching: query.isFetching,
    refresh: () => void query.refetch(),
  };
}

/** How far something that was read can be believed, from how the last attempt went and how the link is. */
export function useTrust(failed: unknown, asleep = false): Pick<Reading<unknown>, "error" | "stale"> {
  const { stats } = useConnection();
  const up = stats.state === "active";
  const gone = useUnreachableSince() !== undefined;
  const quiet = hasCode(failed, "connection_parked") || failed instanceof UnreachableError;
  const error = quiet ? null : failed;
  if (asleep && !gone) return { error, stale: undefined };
  if (stats.state === "parked") return { error, stale: "parked" };
  if (!up || gone) return { error, stale: "down" };
  return { error, stale: error ? "failed" : undefined };
}
