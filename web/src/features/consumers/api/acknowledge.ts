import { answer, client } from "@/api/client";
import { useChange } from "@/connection/use-change";

/** What is said of a message that was taken: done, give it to somebody else, never again, or still at work. */
export interface Answer {
  ack: string;
  kind: "ack" | "nak" | "term" | "in_progress";
  /** Of a nak: not before so long, as a Go duration. */
  delay?: string;
  /** Of a term: why, for the advisory. */
  reason?: string;
}

export function useAcknowledge({ stream, name }: { stream: string; name: string }) {
  return useChange((body: Answer, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/consumers/{consumer}/ack", {
        params: { path: { stream, consumer: name }, query: { connection } },
        body,
      }),
    ),
  );
}
