import { answer, client } from "@/api/client";
import { useChange } from "@/connection/use-change";

/** How long a request waits for messages that are not there yet, and how much of each payload is shown. */
const [expires, preview] = ["2s", 65_536];

/** Takes messages of a consumer, for real. */
export function useNextMessages({ stream, name }: { stream: string; name: string }) {
  return useChange(({ batch, group }: { batch: number; group: string | undefined }, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/consumers/{consumer}/next", {
        params: { path: { stream, consumer: name }, query: { connection } },
        body: { batch, expires, preview, ...(group ? { group } : {}) },
      }),
    ),
  );
}
