import { answer, client } from "@/api/client";
import type { RequestReplies } from "@/api/types";
import { type Draft, requestOf } from "../lib/draft";

/** Sends a request once, and waits for its replies. */
export function sendRequest(
  connection: string,
  draft: Draft,
  system: boolean,
  signal: AbortSignal,
): Promise<RequestReplies> {
  return answer(
    client.POST("/api/nats/publish/request", {
      signal,
      params: { query: { connection } },
      body: requestOf(draft, system),
    }),
  );
}
