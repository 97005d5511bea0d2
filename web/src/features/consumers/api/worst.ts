import { answer, client } from "@/api/client";
import type { ConsumerList } from "@/api/types";
import { useReading } from "@/connection/use-reading";

/** As many as fit beside something else. */
const shown = 4;

/** The consumers of one stream that fare worst. */
export function useWorstConsumers(stream: string) {
  return useReading<ConsumerList>(`worst consumers ${stream}`, ({ signal, headers, connection }) =>
    answer(
      client.GET("/api/nats/streams/{stream}/consumers", {
        signal,
        headers,
        params: { path: { stream }, query: { connection, sort: "verdict", limit: shown } },
      }),
    ),
  );
}
