import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { Stats } from "@/api/types";
import { connectionKeys } from "./keys";

/** One connection's state, every second while the page is visible. Asking never counts as activity. */
export function statsQuery(id: string) {
  return queryOptions({
    queryKey: connectionKeys.stats(id),
    queryFn: ({ signal }) =>
      answer(client.GET("/api/nats/connection/stats", { signal, params: { query: { connection: id } } })),
    refetchInterval: 1_000,
  });
}

/** Puts the stats that an action answered into the page at once, and asks for the list again. */
export function keepStats(queryClient: QueryClient, stats: Stats) {
  queryClient.setQueryData(connectionKeys.stats(stats.connection_id), stats);
  void queryClient.invalidateQueries({ queryKey: connectionKeys.list });
}
