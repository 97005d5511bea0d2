import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client, rawBody } from "@/api/client";
import { useConnection } from "@/connection/context";
import type { StoreBucket } from "@/connection/store-bucket";
import { type PurgeScope, purgeBody } from "../lib/purge";
import { documentKey } from "./document";
import { forgetReadings } from "./save";

/** Deletes messages of a stream: all, of a subject, up to a sequence, or all but the newest. */
export function usePurge(stream: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (scope: PurgeScope) =>
      answer(
        client.POST("/api/nats/streams/{stream}/purge", {
          params: { path: { stream }, query: { connection: id } },
          ...rawBody(purgeBody(scope)),
        }),
      ),
    onSettled: () => void forgetReadings(cache, id),
  });
}

/** Closes a stream for ever, if it still is as it was seen. */
export function useSeal(stream: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (revision: string) =>
      answer(
        client.POST("/api/nats/streams/{stream}/seal", {
          params: { path: { stream }, query: { connection: id } },
          body: { revision },
        }),
      ),
    onSettled: () => void forgetReadings(cache, id),
  });
}

/** Deletes a stream, with its messages and its consumers. */
export function useDeleteStream(stream: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(client.DELETE("/api/nats/streams/{stream}", { params: { path: { stream }, query: { connection: id } } })),
    onSuccess: () => cache.removeQueries({ queryKey: documentKey(id, stream) }),
    onSettled: () => void forgetReadings(cache, id),
  });
}

/** Deletes a bucket, with all that is in it. */
export function useDeleteBucket({ store, name }: StoreBucket) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const call = { params: { path: { bucket: name }, query: { connection: id } } };
      return answer(
        store === "kv"
          ? client.DELETE("/api/nats/kv/buckets/{bucket}", call)
          : client.DELETE("/api/nats/objects/buckets/{bucket}", call),
      );
    },
    onSettled: () => void forgetReadings(cache, id),
  });
}
