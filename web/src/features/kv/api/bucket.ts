import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";

/** One bucket: how it stands. */
export function useBucket(bucket: string) {
  return useReading(
    `kv bucket ${bucket}`,
    async ({ signal, headers, connection }) => {
      const detail = await answer(
        client.GET("/api/nats/kv/buckets/{bucket}", {
          signal,
          headers,
          params: { path: { bucket }, query: { connection } },
        }),
      );
      return detail.bucket;
    },
    { everyMs: 60_000 },
  );
}
