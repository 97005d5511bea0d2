import { answer, client } from "@/api/client";
import type { JetStreamSummary } from "@/api/types";
import { useReading } from "@/connection/use-reading";

/** All streams together. The server makes a list of all of them for it, so it is asked the less often the more there are. */
export function useSummary() {
  return useReading<JetStreamSummary>(
    "summary",
    ({ signal, headers, connection }) =>
      answer(client.GET("/api/nats/jetstream/summary", { signal, headers, params: { query: { connection } } })),
    { everyMs: (data) => ((data?.streams_read ?? 0) > many ? 120_000 : 15_000) },
  );
}

const many = 500;
