import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { isGone } from "@/api/errors";
import { connectionKeys } from "@/connection/query-keys";

const disconnectKey = (id: string) => ["disconnect", id];

/** Whether the connection is being ended from this page: then it is no surprise that it is gone. */
export function useIsDisconnecting(id: string): boolean {
  return useIsMutating({ mutationKey: disconnectKey(id) }) > 0;
}

/** Ends a connection for good. One that is already gone is what was asked for. */
export function useDisconnect(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: disconnectKey(id),
    mutationFn: async () => {
      try {
        await answer(client.POST("/api/nats/disconnect", { params: { query: { connection: id } } }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: connectionKeys.list });
    },
  });
}
