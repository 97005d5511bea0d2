import { useQuery } from "@tanstack/react-query";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { questionOf } from "../lib/question";
import { pageReader } from "./read-page";

/** The messages on either side of a place where there is none. */
export function useNeighbours(stream: string, sequence: number) {
  const { id } = useConnection();
  return useQuery({
    queryKey: connectionKeys.reading(id, `neighbours ${JSON.stringify([stream, sequence])}`),
    queryFn: async ({ signal }) => {
      const read = pageReader({ connection: id, stream, question: questionOf({}) });
      const from = `seq:${sequence}`;
      const [older, newer] = await Promise.all([
        read({ from, direction: "older", limit: 1 }, signal),
        read({ from, direction: "newer", limit: 1 }, signal),
      ]);
      return { older: older.messages[0], newer: newer.messages[0], page: newer };
    },
  });
}
