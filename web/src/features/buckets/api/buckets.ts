import { answer, client } from "@/api/client";
import type { NewBucket, NewObjectBucket } from "@/api/types";
import { useChange } from "@/connection/use-change";
import { type ListReading, useListReading } from "@/connection/use-list-reading";

/** A page of a store's buckets. */
interface BucketsPage<B> {
  buckets: B[];
  total: number;
  partial: boolean;
}

export type BucketsReading<B> = ListReading<BucketsPage<B>>;

/** How far apart the readings of a list are, ms: the server goes through all streams for each. */
const every = 15_000;

const queryOf = (connection: string, search: string, cursor: string | undefined) => ({
  connection,
  limit: 200,
  ...(search ? { search } : {}),
  ...(cursor ? { cursor } : {}),
});

/** The buckets of the account's key-value store. */
export function useKvBuckets(search: string) {
  return useListReading(
    `kv buckets ${search}`,
    ({ signal, headers, connection }, cursor) =>
      answer(
        client.GET("/api/nats/kv/buckets", { signal, headers, params: { query: queryOf(connection, search, cursor) } }),
      ),
    every,
  );
}

/** The buckets of the account's object store. */
export function useObjectBuckets(search: string) {
  return useListReading(
    `object buckets ${search}`,
    ({ signal, headers, connection }, cursor) =>
      answer(
        client.GET("/api/nats/objects/buckets", {
          signal,
          headers,
          params: { query: queryOf(connection, search, cursor) },
        }),
      ),
    every,
  );
}

export type NewStoreBucket = { store: "kv"; body: NewBucket } | { store: "objects"; body: NewObjectBucket };

/** Makes a bucket. */
export function useCreateBucket() {
  return useChange((made: NewStoreBucket, connection) => {
    const params = { query: { connection } };
    return answer<unknown>(
      made.store === "kv"
        ? client.POST("/api/nats/kv/buckets", { params, body: made.body })
        : client.POST("/api/nats/objects/buckets", { params, body: made.body }),
    );
  });
}
