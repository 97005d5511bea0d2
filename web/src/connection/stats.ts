import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { ConnectionList, Stats } from "@/api/types";
import { connectionKeys } from "./query-keys";

/** One connection's state, every second while the page is visible. Asking never counts as activity. */
export function statsQuery(id: string) {
  return queryOptions({
    queryKey: connectionKeys.stats(id),
    queryFn: async ({ signal, client: cache }) => {
      const stats = await answer(
        client.GET("/api/nats/connection/stats", { signal, params: { query: { connection: id } } }),
      );
      showInList(cache, stats);
      return stats;
    },
    refetchInterval: 1_000,
  });
}

/** The list is asked less often than the page: what the page knows already, the list beside it must not contradict. */
function showInList(cache: QueryClient, stats: Stats) {
  cache.setQueryData<ConnectionList>(
    connectionKeys.list,
    (list) =>
      list && {
        ...list,
        connections: list.connections.map((c) =>
          c.connection_id === stats.connection_id ? { ...c, ...stats, current: c.current } : c,
        ),
      },
  );
}

/** What follows an action that answers with the stats: they are shown as they are, and after a failure read again. */
export function showOutcome(queryClient: QueryClient, id: string) {
  const { queryKey } = statsQuery(id);
  return {
    onSuccess: async (stats: Stats) => {
      await queryClient.cancelQueries({ queryKey }); // asked before the action, so older than its answer
      queryClient.setQueryData(queryKey, stats);
      showInList(queryClient, stats);
    },
    onError: () => queryClient.invalidateQueries({ queryKey }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: connectionKeys.list }),
  };
}
