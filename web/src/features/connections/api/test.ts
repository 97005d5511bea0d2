import { useMutation } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { ConnectRequest } from "@/api/types";

/** Dials and reports, and keeps nothing. A test that is started anew ends the one before through its signal. */
export function useTest() {
  return useMutation({
    mutationFn: ({ body, signal }: { body: ConnectRequest; signal: AbortSignal }) =>
      answer(client.POST("/api/nats/test", { body, signal })),
    gcTime: 0,
  });
}
