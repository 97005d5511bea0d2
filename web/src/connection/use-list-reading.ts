import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { askedHeaders } from "./asked";
import { useConnection } from "./context";
import { connectionKeys } from "./query-keys";
import { type Call, type Reading, useTrust } from "./use-reading";

/** A part of a list, and where the next one begins. */
interface Part {
  next_cursor?: string | undefined;
}

/** A list that is read part by part, as far as somebody scrolls. */
export interface ListReading<P> extends Reading<readonly P[]> {
  /** What is shown answers an earlier question, while the answer to this one is on its way. */
  earlier: boolean;
  more: {
    has: boolean;
    loading: boolean;
    /** Why the next part could not be had. */
    error: unknown;
    load: () => void;
  };
}

/**
 * Reads a list by cursor, under the rules of useReading: all parts that were read are read again, from the first one on. When
 * the question changes, which is its name, the rows stay until the new ones are there.
 */
export function useListReading<P extends Part>(
  name: string,
  read: (call: Call, cursor: string | undefined) => Promise<P>,
  everyMs = 15_000,
): ListReading<P> {
  const { id, stats } = useConnection();
  const query = useInfiniteQuery({
    queryKey: connectionKeys.reading(id, name),
    queryFn: ({ signal, pageParam }) => read({ signal, headers: askedHeaders(), connection: id }, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    enabled: stats.state === "active",
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
  const { isFetchNextPageError: stuck } = query;
  return {
    data: query.data?.pages,
    readAt: query.dataUpdatedAt,
    ...useTrust(stuck ? null : query.error),
    fetching: query.isFetching && !query.isFetchingNextPage,
    refresh: () => void query.refetch(),
    earlier: query.isPlaceholderData,
    more: {
      has: query.hasNextPage,
      loading: query.isFetchingNextPage,
      error: stuck ? query.error : null,
      load: () => void query.fetchNextPage(),
    },
  };
}
