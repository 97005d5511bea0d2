import { answer, client } from "@/api/client";
import { useReading } from "./use-reading";

/** What the server says about itself. */
export function useServerInfo() {
  return useReading("info", ({ signal, headers, connection }) =>
    answer(client.GET("/api/nats/info", { signal, headers, params: { query: { connection } } })),
  );
}
