import { answer, client } from "@/api/client";
import { useListReading } from "@/connection/use-list-reading";

/** The buckets of the account. The server goes through all its streams for it. */
export function useBuckets(search: string) {
  return useListReading(
    `kv buckets ${search}`,
    ({ signal, headers, connection }, cursor) =>
      answer(
        client.GET("/api/nats/kv/buckets", {
          signal,
          headers,
          params: { query: { connection, limit: 200, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) } },
        }),
      ),
    15_000,
  );
}

export type BucketsReading = ReturnType<typeof useBuckets>;
