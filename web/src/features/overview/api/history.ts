import { answer, client } from "@/api/client";
import type { ConnectionHistory } from "@/api/types";
import { useReading } from "@/connection/use-reading";

/** The pings of the last hour. After the first answer only what is new is asked for. */
export function useHistory() {
  return useReading<ConnectionHistory>(
    "history",
    async ({ signal, connection }, previous) => {
      const since = previous?.samples.at(-1)?.at;
      const next = await answer(
        client.GET("/api/nats/connection/history", {
          signal,
          params: { query: { connection, ...(since ? { since } : {}) } },
        }),
      );
      return previous ? join(previous, next) : next;
    },
    { everyMs: 5_000, asleep: true },
  );
}

/**
 * What is older than HeyNATS still keeps is thrown away here too. Where its clock was set back it has forgotten everything
 * and begins anew, and so does this.
 */
function join(previous: ConnectionHistory, next: ConnectionHistory): ConnectionHistory {
  const [oldest, last, first] = [next.since, previous.samples.at(-1), next.samples[0]];
  if (last && first && Date.parse(first.at) < Date.parse(last.at)) return next;
  const kept =
    oldest === undefined ? [] : previous.samples.filter((sample) => Date.parse(sample.at) >= Date.parse(oldest));
  return { ...next, samples: [...kept, ...next.samples] };
}
