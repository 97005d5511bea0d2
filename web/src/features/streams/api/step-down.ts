import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** Has the replicas choose another leader. */
export function useStepDown(stream: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(
        client.POST("/api/nats/streams/{stream}/leader/stepdown", {
          params: { path: { stream }, query: { connection: id } },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: connectionKeys.reading(id, `stream ${stream}`) }),
  });
}
