import { answer, client } from "@/api/client";
import type { Lineage } from "@/api/types";
import { useReading } from "@/connection/use-reading";

/** Where a stream's messages come from and go to, over any number of streams. The server is asked for all of them. */
export function useLineage(stream: string) {
  return useReading<Lineage>(
    `lineage ${stream}`,
    ({ signal, headers, connection }) =>
      answer(
        client.GET("/api/nats/streams/{stream}/lineage", {
          signal,
          headers,
          params: { path: { stream }, query: { connection } },
        }),
      ),
    { everyMs: 30_000 },
  );
}
