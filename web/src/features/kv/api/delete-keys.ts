import { useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { useChange } from "@/connection/use-change";
import { whereOf } from "../lib/where";

const path = "/api/nats/kv/buckets/{bucket}/keys/delete";

/** Without a filter every key is meant, which the API wants to be told. */
const meant = (filter: string) => (filter === "" ? { all: true } : whereOf(filter));

/** How many keys match, as it is now. Asked while somebody thinks about it, so never from memory. */
export function useKeyCount(bucket: string, filter: string) {
  const { id } = useConnection();
  return useQuery({
    queryKey: [...connectionKeys.one(id), "kv key count", bucket, filter],
    queryFn: ({ signal }) =>
      answer(
        client.POST(path, {
          signal,
          params: { path: { bucket }, query: { connection: id } },
          body: { ...meant(filter), dry_run: true },
        }),
      ),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Deletes the keys that match, if they are as many as were counted. */
export function useDeleteKeys() {
  return useChange(
    ({ bucket, filter, ...how }: { bucket: string; filter: string; purge: boolean; expected: number }, connection) =>
      answer(
        client.POST(path, {
          params: { path: { bucket }, query: { connection } },
          body: { ...meant(filter), ...how },
        }),
      ),
  );
}
