import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { askedHeaders } from "@/connection/asked";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** The streams that take what is published to a subject. There is one at most, unless a server keeps no rules. */
export function useTakers(subject: string, wanted: boolean) {
  const { id } = useConnection();
  return useQuery({
    queryKey: connectionKeys.reading(id, `takers ${JSON.stringify(subject)}`),
    queryFn: async ({ signal }) => {
      const list = await answer(
        client.GET("/api/nats/streams", {
          signal,
          headers: askedHeaders(),
          params: { query: { connection: id, subject, limit: 5 } },
        }),
      );
      return { names: list.streams.map(({ name }) => name), partial: list.partial };
    },
    enabled: wanted,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
