import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { showOutcome } from "./stats";

/** Cuts the link and dials now; after refused credentials it is the one manual retry. */
export function useReconnect(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answer(client.POST("/api/nats/connection/reconnect", { params: { query: { connection: id } } })),
    ...showOutcome(queryClient, id),
  });
}
