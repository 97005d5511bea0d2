import { answer, client } from "@/api/client";
import { useChange } from "@/connection/use-change";

interface Copy {
  stream: string;
  sequence: number;
  subject: string;
  headers: boolean;
  /** The subject is one of NATS' own, and that is what is wanted. */
  system: boolean;
}

/** Publishes a copy of a message. */
export function useCopyMessage() {
  return useChange(({ stream, sequence, subject, headers, system }: Copy, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/messages/{sequence}/copy", {
        params: { path: { stream, sequence }, query: { connection } },
        body: { subject, headers, confirm_system: system },
      }),
    ),
  );
}
