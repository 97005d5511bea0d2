import { useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { ConsumerList } from "@/api/types";
import { useConnection } from "@/connection/context";
import { useListReading } from "@/connection/use-list-reading";
import { keep } from "../lib/kept";
import { type ConsumersSearch, levelsOf, orderOf, sortOf } from "../lib/list-search";

/** How many rows a part has: some screens. */
const limit = 200;

/** The consumers of all streams, or those of one. */
export function useConsumers(search: ConsumersSearch, stream?: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  const sort = sortOf(search);
  const levels = levelsOf(search.verdict);
  const question = {
    sort: sort.by,
    order: orderOf(sort),
    ...(search.q ? { q: search.q } : {}),
    ...(search.kind ? { kind: search.kind } : {}),
    ...(levels.length > 0 ? { verdict: levels } : {}),
  };
  const whole = stream === undefined && !search.stream && !search.q && !search.kind;
  return useListReading<ConsumerList>(
    `consumers ${JSON.stringify([stream, search.stream, question])}`,
    async ({ signal, headers, connection }, cursor) => {
      const query = { connection, limit, ...question, ...(cursor ? { cursor } : {}) };
      const querySerializer = { array: { style: "form", explode: false } } as const;
      const call = { signal, headers, querySerializer };
      const list = await answer(
        stream === undefined
          ? client.GET("/api/nats/consumers", {
              ...call,
              params: { query: { ...query, ...(search.stream ? { stream: search.stream } : {}) } },
            })
          : client.GET("/api/nats/streams/{stream}/consumers", { ...call, params: { path: { stream }, query } }),
      );
      keep(cache, id, list, whole);
      return list;
    },
  );
}
