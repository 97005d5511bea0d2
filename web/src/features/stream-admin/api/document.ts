import { answer, client } from "@/api/client";
import type { StreamDetail } from "@/api/types";
import { connectionKeys } from "@/connection/query-keys";
import type { StoreBucket } from "@/connection/store-bucket";
import { useReading } from "@/connection/use-reading";
import { isObject, parseJson, printJson } from "@/shared/document/json";

/** A stream as it is, with its configuration as the very text that it is. */
export interface StreamDocument {
  name: string;
  revision: string;
  /** JSON: every member, and every digit of its numbers. */
  config: string;
  state: StreamDetail["state"];
  created: string;
  readAt: number;
}

const documentName = (stream: string) => `stream document ${stream}`;
export const documentKey = (id: string, stream: string) => connectionKeys.reading(id, documentName(stream));

/** Reads a stream's configuration, and what that is about. */
export function useStreamDocument(stream: string) {
  return useReading(documentName(stream), async ({ signal, headers, connection }) => {
    const text = await answer(
      client.GET("/api/nats/streams/{stream}", {
        signal,
        headers,
        params: { path: { stream }, query: { connection } },
        parseAs: "text",
      }),
    );
    return readDocument(text as string);
  });
}

const bucketDocumentName = ({ store, name }: StoreBucket) => `bucket document ${store} ${name}`;
export const bucketDocumentKey = (id: string, bucket: StoreBucket) =>
  connectionKeys.reading(id, bucketDocumentName(bucket));

/** Reads the configuration of the stream that a bucket is. */
export function useBucketDocument(bucket: StoreBucket) {
  return useReading(bucketDocumentName(bucket), async ({ signal, headers, connection }) => {
    const call = {
      signal,
      headers,
      params: { path: { bucket: bucket.name }, query: { connection } },
      parseAs: "text",
    } as const;
    const text = await answer<unknown>(
      bucket.store === "kv"
        ? client.GET("/api/nats/kv/buckets/{bucket}", call)
        : client.GET("/api/nats/objects/buckets/{bucket}", call),
    );
    return readDocument(text as string);
  });
}

/** Takes the answer apart without its configuration ever becoming values of JavaScript. */
export function readDocument(text: string): StreamDocument {
  const { value } = parseJson(text);
  const config = isObject(value) ? value.get("config") : undefined;
  if (!isObject(config)) throw new Error("The answer has no configuration in it.");
  const { config: known, revision, state, created } = JSON.parse(text) as StreamDetail;
  return { name: known.name, revision, config: printJson(config), state, created, readAt: Date.now() };
}
