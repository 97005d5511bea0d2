import { queryOptions } from "@tanstack/react-query";
import { answer, client, passive } from "@/api/client";
import { connectionKeys } from "./keys";

/** Who this connection is and what it may do. Passive unless a person asked. */
export function accountQuery(id: string, asked = false) {
  return queryOptions({
    queryKey: connectionKeys.account(id),
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/account", {
          signal,
          params: { query: { connection: id } },
          headers: asked ? {} : passive,
        }),
      ),
  });
}
