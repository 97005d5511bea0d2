import { answer, client } from "@/api/client";
import { type Call, useReading } from "@/connection/use-reading";

/** How far apart the readings of one key are, ms. */
const every = 5_000;

/** So much of a value is shown: a longer one is edited elsewhere. */
const mostShown = 1_048_576;

/** A key as its bucket's leader has it now. */
export function readEntry({ signal, headers, connection }: Call, bucket: string, key: string) {
  return answer(
    client.GET("/api/nats/kv/buckets/{bucket}/keys/{key}", {
      signal,
      headers,
      params: { path: { bucket, key }, query: { connection, fresh: true, max: mostShown } },
    }),
  );
}

/** One key, with its value. */
export function useEntry(bucket: string, key: string) {
  return useReading(`kv key ${JSON.stringify([bucket, key])}`, (call) => readEntry(call, bucket, key), {
    everyMs: every,
  });
}

/** The revisions of a key that its bucket keeps, the newest first. */
export function useHistory(bucket: string, key: string) {
  return useReading(
    `kv history ${JSON.stringify([bucket, key])}`,
    ({ signal, headers, connection }) =>
      answer(
        client.GET("/api/nats/kv/buckets/{bucket}/keys/{key}/history", {
          signal,
          headers,
          params: { path: { bucket, key }, query: { connection } },
        }),
      ),
    { everyMs: every },
  );
}
