import { answer, client } from "@/api/client";
import { useReading } from "@/connection/use-reading";
import { noTraffic, type Traffic, withNext } from "../lib/traffic";

/** What flows through the account, and since this page was opened how fast. */
export function useTraffic() {
  return useReading<Traffic>(
    "traffic",
    async ({ signal, headers, connection }, previous = noTraffic) =>
      withNext(
        previous,
        await answer(client.GET("/api/nats/account/statz", { signal, headers, params: { query: { connection } } })),
      ),
    { everyMs: trafficEvery },
  );
}

/** How far apart the readings are, ms. */
export const trafficEvery = 5_000;
