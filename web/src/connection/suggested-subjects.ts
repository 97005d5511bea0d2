import { useQuery } from "@tanstack/react-query";
import { answer, client, passive } from "@/api/client";
import { useConnection } from "./context";
import { connectionKeys } from "./query-keys";

/** More than anybody chooses from. */
const limit = 100;

/** Subjects that streams take and that contain what is typed. Without them one types on. */
export function useSuggestedSubjects(typed: string): readonly string[] {
  const { id, stats } = useConnection();
  const contains = typed.slice(0, 256);
  const { data } = useQuery({
    queryKey: connectionKeys.reading(id, `subjects ${JSON.stringify(contains)}`),
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/subscribe/subjects", {
          signal,
          headers: passive,
          params: { query: { connection: id, limit, ...(contains ? { contains } : {}) } },
        }),
      ),
    enabled: stats.state === "active",
    staleTime: 30_000,
    retry: false,
  });
  return [...new Set(data?.subjects.map(({ subject }) => subject))];
}
