import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { askedHeaders } from "@/connection/asked";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** The stream that would take what is published to a subject. */
export function useTarget(subject: string | undefined) {
  const { id, stats } = useConnection();
  return useQuery({
    queryKey: connectionKeys.reading(id, `publish target ${JSON.stringify(subject)}`),
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/publish/target", {
          signal,
          headers: askedHeaders(),
          params: { query: { connection: id, subject: subject ?? "" } },
        }),
      ),
    enabled: subject !== undefined && stats.state === "active",
    placeholderData: keepPreviousData,
    retry: false,
  });
}
