import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { ConnectRequest } from "@/api/types";
import { connectionKeys } from "@/connection/query-keys";

/** Opens a connection. The request holds secrets, so nothing of it outlives the component that sent it. */
export function useConnect() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ConnectRequest) => answer(client.POST("/api/nats/connect", { body })),
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: connectionKeys.list }),
  });
}
