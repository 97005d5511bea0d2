import { answer, client } from "@/api/client";
import type { ConsumerDetail } from "@/api/types";
import { useReading } from "@/connection/use-reading";
import { isObject, parseJson, printJson } from "@/shared/document/json";

/** A consumer as it is, with its configuration as the very text that it is. */
export interface ConsumerDocument {
  name: string;
  revision: string;
  /** JSON: every member, and every digit of its numbers. */
  config: string;
  detail: ConsumerDetail;
}

const documentName = (stream: string, name: string) => `consumer document ${stream}/${name}`;

/** Reads a consumer's configuration, and what that is about. */
export function useConsumerDocument(stream: string, name: string) {
  return useReading(documentName(stream, name), async ({ signal, headers, connection }) => {
    const text = await answer(
      client.GET("/api/nats/streams/{stream}/consumers/{consumer}", {
        signal,
        headers,
        params: { path: { stream, consumer: name }, query: { connection } },
        parseAs: "text",
      }),
    );
    return readDocument(text as string);
  });
}

/** Takes the answer apart without its configuration ever becoming values of JavaScript. */
export function readDocument(text: string): ConsumerDocument {
  const { value } = parseJson(text);
  const config = isObject(value) ? value.get("config") : undefined;
  if (!isObject(config)) throw new Error("The answer has no configuration in it.");
  const detail = JSON.parse(text) as ConsumerDetail;
  return { name: detail.name, revision: detail.revision, config: printJson(config), detail };
}
