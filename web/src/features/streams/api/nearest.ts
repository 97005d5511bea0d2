import { answer, client } from "@/api/client";
import type { StreamList } from "@/api/types";
import { useReading } from "@/connection/use-reading";

/** The stream that was probably meant by a name that none has. */
export function useNearestStream(name: string) {
  return useReading<StreamList>(
    `nearest stream ${name}`,
    ({ signal, headers, connection }) =>
      answer(
        client.GET("/api/nats/streams", { signal, headers, params: { query: { connection, q: name, limit: 1 } } }),
      ),
    { everyMs: 60_000 },
  );
}
