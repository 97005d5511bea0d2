import { answer, client } from "@/api/client";
import { useChange } from "@/connection/use-change";
import type { ApiPayload } from "@/payload/from-api";

interface Place {
  bucket: string;
  key: string;
}

/** Writes a key. `revision` is the one it is made from, 0 for a key that must not exist. */
export function usePutKey() {
  return useChange(
    (
      { bucket, key, value, revision, ttl }: Place & { value: ApiPayload; revision: number; ttl?: string },
      connection,
    ) =>
      answer(
        client.PUT("/api/nats/kv/buckets/{bucket}/keys/{key}", {
          params: { path: { bucket, key }, query: { connection } },
          body: { ...value, revision, ...(ttl ? { ttl } : {}) },
        }),
      ),
  );
}

/** Deletes a key, if the revision is still its last one; with purge its history too. */
export function useDeleteKey() {
  return useChange(({ bucket, key, revision, purge }: Place & { revision: number; purge: boolean }, connection) =>
    answer(
      client.DELETE("/api/nats/kv/buckets/{bucket}/keys/{key}", {
        params: { path: { bucket, key }, query: { connection, revision, ...(purge ? { purge } : {}) } },
      }),
    ),
  );
}

/** Writes the value of an old revision again, if `last` is still the last one. */
export function useRestoreKey() {
  return useChange(({ bucket, key, revision, last }: Place & { revision: number; last: number }, connection) =>
    answer(
      client.POST("/api/nats/kv/buckets/{bucket}/keys/{key}/restore", {
        params: { path: { bucket, key }, query: { connection } },
        body: { revision, last_revision: last },
      }),
    ),
  );
}

/** Removes what is left of deleted keys; with `dry_run` it only counts. */
export function useCompactBucket() {
  return useChange(({ bucket, ...body }: { bucket: string; older_than: string; dry_run: boolean }, connection) =>
    answer(
      client.POST("/api/nats/kv/buckets/{bucket}/compact", {
        params: { path: { bucket }, query: { connection } },
        body,
      }),
    ),
  );
}
