import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";
import { type WatchedStream, withReading } from "../lib/watched";

/** How far apart the readings of one stream are, ms. */
export const streamEvery = 5_000;

/** One stream: what it is set to, how it stands, and since its page was opened how fast it takes messages. */
export function useStream(stream: string) {
  return useReading<WatchedStream>(
    `stream ${stream}`,
    async ({ signal, headers, connection }, previous) => {
      const detail = await answer(
        client.GET("/api/nats/streams/{stream}", {
          signal,
          headers,
          params: { path: { stream }, query: { connection } },
        }),
      );
      return withReading(previous, detail, Date.now());
    },
    { everyMs: streamEvery },
  );
}
