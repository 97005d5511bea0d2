import { answer, client } from "@/api/client";
import { useReading } from "./use-reading";

/** Who this connection is, what it may do, and how much of its limits it uses. */
export function useAccount() {
  return useReading("account", ({ signal, headers, connection }) =>
    answer(client.GET("/api/nats/account", { signal, headers, params: { query: { connection } } })),
  );
}
