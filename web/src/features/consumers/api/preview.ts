import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client, rawBody } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** What a consumer with this part of a configuration, which is JSON, would get of what is in the stream now. */
export function usePreview(stream: string, selection: string | undefined) {
  const { id, stats } = useConnection();
  return useQuery({
    queryKey: [...connectionKeys.one(id), "consumer preview", stream, selection],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/api/nats/streams/{stream}/consumers/preview", {
          signal,
          params: { path: { stream }, query: { connection: id } },
          ...rawBody(`{"config":${selection}}`),
        }),
      ),
    enabled: selection !== undefined && stats.state === "active",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}
