import { answer, client, rawBody } from "@/api/client";
import { useChange } from "@/connection/use-change";
import { readDocument } from "./document";

/** Makes a consumer of a configuration, which is JSON. */
export function useCreateConsumer(stream: string) {
  return useChange(async (config: string, connection) =>
    readDocument(
      (await answer(
        client.POST("/api/nats/streams/{stream}/consumers", {
          params: { path: { stream }, query: { connection } },
          ...rawBody(`{"config":${config}}`),
          parseAs: "text",
        }),
      )) as string,
    ),
  );
}

/** Puts a configuration, which is JSON, in the place of the one with the revision. */
export function useUpdateConsumer(stream: string, name: string) {
  return useChange(async ({ config, revision }: { config: string; revision: string }, connection) =>
    readDocument(
      (await answer(
        client.PUT("/api/nats/streams/{stream}/consumers/{consumer}", {
          params: { path: { stream, consumer: name }, query: { connection } },
          ...rawBody(`{"config":${config},"revision":${JSON.stringify(revision)}}`),
          parseAs: "text",
        }),
      )) as string,
    ),
  );
}
