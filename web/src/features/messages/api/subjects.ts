import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { askedHeaders } from "@/connection/asked";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** Enough to choose from, the busiest first. */
const limit = 200;

/** The subjects of a stream that a filter matches, while somebody is about to choose one. */
export function useSubjects(stream: string, filter: string, wanted: boolean) {
  const { id, stats } = useConnection();
  return useQuery({
    queryKey: connectionKeys.reading(id, `subjects to choose from ${JSON.stringify([stream, filter])}`),
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/streams/{stream}/subjects", {
          signal,
          headers: askedHeaders(),
          params: { path: { stream }, query: { connection: id, filter, sort: "messages", limit } },
        }),
      ),
    enabled: wanted && stats.state === "active",
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false, // without it one types the subject oneself
  });
}
