import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
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

/**
 * Reads again after an action, whatever came of it. The action's own answer is not used: it still counts the action as
 * one that holds the connection.
 */
export async function readAgain(queryClient: QueryClient, id: string) {
  void queryClient.invalidateQueries({ queryKey: connectionKeys.list });
  await queryClient.invalidateQueries({ queryKey: connectionKeys.stats(id) });
}
