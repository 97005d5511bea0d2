import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client, rawBody } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import type { StoreBucket } from "@/connection/store-bucket";
import { bucketDocumentKey, documentKey, readDocument } from "./document";

/** What is read about streams is no longer so: their list, their numbers, and whatever is about one of them. */
export function forgetReadings(cache: QueryClient, id: string) {
  return cache.invalidateQueries({ queryKey: [...connectionKeys.one(id), "reading"] });
}

/** Makes a stream of a configuration, which is JSON. */
export function useCreateStream() {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (config: string) =>
      readDocument(
        (await answer(
          client.POST("/api/nats/streams", {
            params: { query: { connection: id } },
            ...rawBody(`{"config":${config}}`),
            parseAs: "text",
          }),
        )) as string,
      ),
    onSuccess: (made) => {
      cache.setQueryData(documentKey(id, made.name), made);
      void forgetReadings(cache, id);
    },
  });
}

/** Puts a configuration, which is JSON, in the place of the one with the revision: of a stream, or of the bucket that it is. */
export function useUpdateStream(stream: string, bucket?: StoreBucket) {
  const { id } = useConnection();
  const cache = useQueryClient();
  const key = bucket === undefined ? documentKey(id, stream) : bucketDocumentKey(id, bucket);
  return useMutation({
    mutationFn: async ({ config, revision }: { config: string; revision: string }) => {
      const raw = {
        ...rawBody(`{"config":${config},"revision":${JSON.stringify(revision)}}`),
        parseAs: "text",
      } as const;
      const query = { connection: id };
      const changed =
        bucket === undefined
          ? client.PUT("/api/nats/streams/{stream}", { params: { path: { stream }, query }, ...raw })
          : bucket.store === "kv"
            ? client.PUT("/api/nats/kv/buckets/{bucket}", { params: { path: { bucket: bucket.name }, query }, ...raw })
            : client.PUT("/api/nats/objects/buckets/{bucket}", {
                params: { path: { bucket: bucket.name }, query },
                ...raw,
              });
      return readDocument((await answer<unknown>(changed)) as string);
    },
    onSuccess: async (next) => {
      await cache.cancelQueries({ queryKey: key }); // asked before the change, so older than its answer
      cache.setQueryData(key, next);
      void forgetReadings(cache, id);
    },
  });
}
