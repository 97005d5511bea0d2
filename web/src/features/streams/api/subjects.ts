import { answer, client } from "@/api/client";
import { useListReading } from "@/connection/use-list-reading";

export type SubjectSort = "messages" | "name";

/** The server goes through all subjects for it, however many are shown. */
const every = 30_000;

/** What is in a stream, subject by subject. `filter` is a subject with wildcards, or empty for all. */
export function useSubjects(stream: string, filter: string, sort: SubjectSort) {
  return useListReading(
    `subjects ${JSON.stringify([stream, filter, sort])}`,
    ({ signal, headers, connection }, cursor) =>
      answer(
        client.GET("/api/nats/streams/{stream}/subjects", {
          signal,
          headers,
          params: {
            path: { stream },
            query: { connection, sort, limit: 200, ...(filter ? { filter } : {}), ...(cursor ? { cursor } : {}) },
          },
        }),
      ),
    every,
  );
}

export type SubjectsReading = ReturnType<typeof useSubjects>;
