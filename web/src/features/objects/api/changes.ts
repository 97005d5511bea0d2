import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";
import { useChange } from "@/connection/use-change";

interface Place {
  bucket: string;
  name: string;
  /** The revision that was seen: what somebody wrote since then stays. */
  revision: number;
}

/** Seals a bucket, for ever. */
export function useSealBucket() {
  return useChange((bucket: string, connection) =>
    answer(
      client.POST("/api/nats/objects/buckets/{bucket}/seal", { params: { path: { bucket }, query: { connection } } }),
    ),
  );
}

/** Deletes an object. */
export function useDeleteObject() {
  return useChange(({ bucket, name, revision }: Place, connection) =>
    answer(
      client.DELETE("/api/nats/objects/buckets/{bucket}/object", {
        params: { path: { bucket }, query: { connection, name, revision } },
      }),
    ),
  );
}

/** Changes what is said of an object, its name among it. */
export function useChangeObject() {
  return useChange(
    ({ bucket, name, revision, to }: Place & { to: components["schemas"]["ObjectChange"] }, connection) =>
      answer(
        client.PATCH("/api/nats/objects/buckets/{bucket}/object", {
          params: { path: { bucket }, query: { connection, name } },
          body: { ...to, revision },
        }),
      ),
  );
}

/** Removes the chunks that belong to no object, or counts them. */
export function useCleanBucket() {
  return useChange(({ bucket, ...body }: { bucket: string; older_than: string; dry_run: boolean }, connection) =>
    answer(
      client.POST("/api/nats/objects/buckets/{bucket}/clean", {
        params: { path: { bucket }, query: { connection } },
        body,
      }),
    ),
  );
}

/** Makes a name that stands for another object, or for a bucket. */
export function useLinkObject() {
  return useChange(({ bucket, ...body }: { bucket: string } & components["schemas"]["NewObjectLink"], connection) =>
    answer(
      client.POST("/api/nats/objects/buckets/{bucket}/links", {
        params: { path: { bucket }, query: { connection } },
        body,
      }),
    ),
  );
}
