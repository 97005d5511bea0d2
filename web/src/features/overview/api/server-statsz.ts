import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";

/** How the server of this connection fares, for who may see it. */
export function useServerStatsz() {
  return useReading("statsz", ({ signal, headers, connection }) =>
    answer(client.GET("/api/nats/server/statsz", { signal, headers, params: { query: { connection } } })),
  );
}
