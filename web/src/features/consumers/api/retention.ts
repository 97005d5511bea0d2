import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";

/** What a stream keeps messages for: whether they go with a consumer depends on it. */
export function useRetention(stream: string) {
  return useReading(`retention ${stream}`, ({ signal, headers, connection }) =>
    answer(
      client.GET("/api/nats/streams/{stream}", {
        signal,
        headers,
        params: { path: { stream }, query: { connection } },
      }),
    ).then(({ config }) => config.retention),
  );
}
