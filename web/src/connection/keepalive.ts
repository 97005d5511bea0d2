import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { showOutcome } from "./stats";

/** The explicit touch: starts the idle clock anew, and wakes a parked connection. */
export function useKeepAlive(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answer(client.POST("/api/nats/connection/keepalive", { params: { query: { connection: id } } })),
    ...showOutcome(queryClient, id),
  });
}
