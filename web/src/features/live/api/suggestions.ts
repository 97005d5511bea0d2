import { useQuery } from "@tanstack/react-query";
import { answer, client, passive } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { live } from "@/live/client";

/** More than anybody chooses from. */
const limit = 200;

export interface Suggestions {
  /** Of streams, and those that came. */
  subjects: readonly string[];
  streams: readonly { name: string; subjects: readonly string[] }[];
}

/** What could be followed: the streams with their subjects, and the subjects that this tab has seen. */
export function useSuggestions(): Suggestions {
  const { id, stats } = useConnection();
  const { data } = useQuery({
    queryKey: connectionKeys.reading(id, "streams to follow"),
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/streams", { signal, headers: passive, params: { query: { connection: id, limit } } }),
      ),
    enabled: stats.state === "active",
    staleTime: 30_000,
    retry: false, // without them one types
  });
  const streams = data?.streams ?? [];
  const seen = live.tails
    .filter((tail) => tail.connection === id)
    .flatMap((tail) => tail.subjects.list().slice(0, limit))
    .map(({ subject }) => subject);
  return {
    subjects: [...new Set([...streams.flatMap(({ subjects }) => subjects), ...seen])],
    streams,
  };
}
