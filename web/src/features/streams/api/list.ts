import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { answer, client } from "@/api/client";
import type { StreamList } from "@/api/types";
import { askedHeaders } from "@/connection/asked";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { keepStreamCount } from "@/connection/stream-count";
import { type Call, useReading } from "@/connection/use-reading";
import { firstRows, type StreamRow, type StreamRows, withPage } from "../lib/rows";
import { isUnfiltered, type StreamQuery } from "../lib/search";

/** Streams in the first answer, which should be there at once, and at most in one: the API's limit. */
const [first, most] = [100, 1_000];

/** How often the list is read, ms: the more streams the server has to go through for it, the less often. */
const least = 5_000;
const perStream = 10;

/**
 * The streams that match, from the first on, as many as were asked for so far. A refresh reads all of them again, so that
 * the list is of one moment.
 */
export function useStreamList(query: StreamQuery) {
  const { id, stats } = useConnection();
  const cache = useQueryClient();
  const known = useRef(new Map<string, StreamRow>());
  const name = `streams ${JSON.stringify(query)}`;
  const queryKey = connectionKeys.reading(id, name);
  const loaded = () => cache.getQueryData<StreamRows>(queryKey)?.rows.length ?? 0;

  const reading = useReading<StreamRows>(
    name,
    async (call, previous) => {
      for (const row of previous?.rows ?? []) if (!known.current.has(row.name)) known.current.set(row.name, row);
      let list = firstRows(await readPage(call, query, { limit: sized(loaded()) }), known.current, Date.now());
      while (list.nextCursor !== undefined && list.rows.length < loaded()) {
        const page = await readPage(call, query, {
          cursor: list.nextCursor,
          limit: sized(loaded() - list.rows.length),
        });
        list = withPage(list, page, known.current);
      }
      keepStreamCount(cache, id, list.streamsTotal);
      return list;
    },
    { everyMs: (list) => (list ? Math.max(least, perStream * workOf(list, query)) : least), keep: true },
  );

  const more = useMutation({
    mutationFn: async (cursor: string) => {
      const call: Call = { signal: new AbortController().signal, headers: askedHeaders(), connection: id };
      const page = await readPage(call, query, { cursor, limit: 5 * first });
      cache.setQueryData<StreamRows>(
        queryKey,
        (list) => (list?.nextCursor === cursor ? withPage(list, page, known.current) : list),
        { updatedAt: cache.getQueryState(queryKey)?.dataUpdatedAt ?? 0 }, // the list is as old as its oldest part
      );
    },
    mutationKey: queryKey,
  });
  const next = reading.data?.nextCursor;
  const ofThis = more.variables !== undefined && more.variables === next;
  return {
    reading,
    loadMore: () => {
      if (next !== undefined && stats.state === "active") more.mutate(next);
    },
    loadingMore: ofThis && more.isPending,
    moreError: ofThis ? more.error : null,
  };
}

const sized = (rows: number) => Math.min(most, Math.max(first, rows));

/** How many streams are gone through for an answer: by name those that are shown, otherwise all. */
function workOf(list: StreamRows, query: StreamQuery): number {
  const byName = query.sort.by === "name" && isUnfiltered(query);
  return byName ? list.rows.length : list.streamsTotal;
}

function readPage(
  { signal, headers, connection }: Call,
  { q, sort, kinds, storage, retention, states }: StreamQuery,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<StreamList> {
  return answer(
    client.GET("/api/nats/streams", {
      signal,
      headers,
      params: {
        query: {
          connection,
          sort: sort.by,
          order: sort.desc ? "desc" : "asc",
          limit,
          ...(q ? { q } : {}),
          ...(kinds.length > 0 ? { kind: [...kinds] } : {}),
          ...(storage ? { storage } : {}),
          ...(retention ? { retention } : {}),
          ...(states.length > 0 ? { only: [...states] } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      querySerializer: { array: { style: "form", explode: false } },
    }),
  );
}

export type StreamListReading = ReturnType<typeof useStreamList>;
