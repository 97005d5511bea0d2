import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";

/** So many names are offered; who has more streams types a letter. */
const most = 50;

/** The names of streams that hold a text. */
export function useStreamNames(q: string) {
  return useReading(`stream names ${q}`, ({ signal, headers, connection }) =>
    answer(
      client.GET("/api/nats/streams", {
        signal,
        headers,
        params: { query: { connection, limit: most, ...(q ? { q } : {}) } },
      }),
    ).then(({ streams, total }) => ({ names: streams.map(({ name }) => name), total })),
  );
}
