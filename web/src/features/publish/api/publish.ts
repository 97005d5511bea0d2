import { answer, client, rawBody } from "@/api/client";
import type { PublishedMessage } from "@/api/types";

/** Publishes one message, which is JSON already. */
export function publishMessage(connection: string, message: string, signal: AbortSignal): Promise<PublishedMessage> {
  return answer(
    client.POST("/api/nats/publish/message", {
      signal,
      params: { query: { connection } },
      headers: { "Content-Type": "application/json" },
      ...rawBody(message),
    }),
  );
}
