import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** Takes a server out of a stream; the cluster puts another in its place, if it has one. */
export function useRemovePeer(stream: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (peer: string) =>
      answer(
        client.POST("/api/nats/streams/{stream}/peers/remove", {
          params: { path: { stream }, query: { connection: id } },
          body: { peer },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: connectionKeys.reading(id, `stream ${stream}`) }),
  });
}
