import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { CredentialsRequest } from "@/api/types";
import { showOutcome } from "@/connection/stats";

/** Replaces the sealed credentials and connects with them; all else about the connection is kept. */
export function useReplaceCredentials(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: CredentialsRequest) =>
      answer(client.PUT("/api/nats/connection/credentials", { params: { query: { connection: id } }, body })),
    gcTime: 0,
    ...showOutcome(queryClient, id),
  });
}
