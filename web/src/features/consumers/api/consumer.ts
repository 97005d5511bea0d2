import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";
import { type ConsumerRead, withNext } from "../lib/consumer-read";

/** How far apart the readings are, ms. */
export const consumerEvery = 5_000;

/** One consumer: its configuration, where it is, how it fares. */
export function useConsumer(stream: string, name: string) {
  return useReading<ConsumerRead>(
    `consumer ${stream}/${name}`,
    async ({ signal, headers, connection }, previous) => {
      const detail = await answer(
        client.GET("/api/nats/streams/{stream}/consumers/{consumer}", {
          signal,
          headers,
          params: { path: { stream, consumer: name }, query: { connection } },
        }),
      );
      return withNext(previous, detail, Date.now());
    },
    { everyMs: consumerEvery },
  );
}
