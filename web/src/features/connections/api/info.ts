import { queryOptions } from "@tanstack/react-query";
import { answer, client, passive } from "@/api/client";
import { connectionKeys } from "./keys";

/** What the server says about itself. Passive unless a person asked: a background refresh must not keep a link alive. */
export function infoQuery(id: string, asked = false) {
  return queryOptions({
    queryKey: connectionKeys.info(id),
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/info", { signal, params: { query: { connection: id } }, headers: asked ? {} : passive }),
      ),
  });
}
