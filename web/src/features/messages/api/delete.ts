import { answer, client } from "@/api/client";
import { useChange } from "@/connection/use-change";

interface Deletion {
  stream: string;
  sequence: number;
  /** Its bytes are overwritten. */
  secure: boolean;
}

/** Deletes one message. */
export function useDeleteMessage() {
  return useChange(({ stream, sequence, secure }: Deletion, connection) =>
    answer(
      client.DELETE("/api/nats/streams/{stream}/messages/{sequence}", {
        params: { path: { stream, sequence }, query: { connection, secure } },
      }),
    ),
  );
}
