import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { isGone } from "@/api/errors";
import { connectionKeys } from "./keys";

/** Ends a connection for good. One that is already gone is what was asked for. */
export function useDisconnect(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      try {
        await answer(client.POST("/api/nats/disconnect", { params: { query: { connection: id } } }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: connectionKeys.list }),
  });
}
