import { answer, client } from "@/api/client";
import { useListReading } from "@/connection/use-list-reading";
import type { KeyQuery } from "../lib/search";
import { isPattern } from "../lib/subjects";

/** Keys of a bucket, page by page, without their values. */
export function useKeys(bucket: string, { filter, sort, deleted }: KeyQuery) {
  const where = isPattern(filter) ? { pattern: filter } : filter ? { prefix: filter } : {};
  return useListReading(
    `kv keys ${JSON.stringify([bucket, filter, sort, deleted])}`,
    ({ signal, headers, connection }, cursor) =>
      answer(
        client.GET("/api/nats/kv/buckets/{bucket}/keys", {
          signal,
          headers,
          params: {
            path: { bucket },
            query: {
              connection,
              limit: 200,
              ...where,
              ...(sort ? { sort } : {}),
              ...(deleted ? { deleted } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
        }),
      ),
    15_000,
  );
}

export type KeysReading = ReturnType<typeof useKeys>;
