import { useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { useConnection } from "./context";
import { keepStreamCount } from "./stream-count";
import { useReading } from "./use-reading";

/** Who this connection is, what it may do, and how much of its limits it uses. */
export function useAccount() {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useReading("account", async ({ signal, headers, connection }) => {
    const account = await answer(
      client.GET("/api/nats/account", { signal, headers, params: { query: { connection } } }),
    );
    if (account.jetstream.available) keepStreamCount(cache, id, account.jetstream.usage.streams);
    return account;
  });
}
