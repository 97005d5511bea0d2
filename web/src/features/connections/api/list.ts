import { queryOptions } from "@tanstack/react-query";
import { answer, client, passive } from "@/api/client";
import { connectionKeys } from "@/connection/query-keys";

/** The connections of this browser session. Observing them changes nothing about them. */
export const listQuery = queryOptions({
  queryKey: connectionKeys.list,
  queryFn: ({ signal }) => answer(client.GET("/api/nats/connections", { signal, headers: passive })),
  refetchInterval: 2_000,
});
