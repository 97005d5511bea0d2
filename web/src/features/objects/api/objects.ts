import { answer, client } from "@/api/client";
import { useListReading } from "@/connection/use-list-reading";
import { useReading } from "@/connection/use-reading";
import { errorOf } from "../lib/problem";
import type { ObjectQuery } from "../lib/search";

/** Objects of a bucket, page by page, without their contents. */
export function useObjects(bucket: string, { search, sort, deleted }: ObjectQuery) {
  return useListReading(
    `objects ${JSON.stringify([bucket, search, sort, deleted])}`,
    ({ signal, headers, connection }, cursor) =>
      answer(
        client.GET("/api/nats/objects/buckets/{bucket}/objects", {
          signal,
          headers,
          params: {
            path: { bucket },
            query: {
              connection,
              limit: 200,
              ...(search ? { search } : {}),
              ...(sort ? { sort } : {}),
              ...(deleted ? { deleted } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
        }),
      ),
  );
}

export type ObjectsReading = ReturnType<typeof useObjects>;

/** How far apart the readings of one object are, ms. */
const every = 5_000;

/** What the bucket says of one object. */
export function useObject(bucket: string, name: string) {
  return useReading(
    `object ${JSON.stringify([bucket, name])}`,
    ({ signal, headers, connection }) =>
      answer(
        client.GET("/api/nats/objects/buckets/{bucket}/object", {
          signal,
          headers,
          params: { path: { bucket }, query: { connection, name } },
        }),
      ),
    { everyMs: every },
  );
}

/** So much of a content is shown: all of it comes with a download. */
const mostShown = 1_048_576;

/** Where an object's content is downloaded from. */
export function contentAddress(connection: string, bucket: string, name: string): string {
  const path = `api/nats/objects/buckets/${encodeURIComponent(bucket)}/object/content`;
  return `${path}?${new URLSearchParams({ connection, name })}`;
}

/** The beginning of an object's content, of this revision. */
export function useContent(bucket: string, name: string, revision: number, size: number) {
  return useReading(
    `object content ${JSON.stringify([bucket, name, revision])}`,
    async ({ signal, headers, connection }) => {
      if (size === 0) return new Uint8Array();
      const response = await fetch(contentAddress(connection, bucket, name), {
        signal,
        headers: { ...headers, Range: `bytes=0-${mostShown - 1}` },
      });
      if (!response.ok) throw errorOf(await response.text(), response.status, response.headers.get("X-Request-Id"));
      return new Uint8Array(await response.arrayBuffer());
    },
    { everyMs: 600_000 },
  );
}
