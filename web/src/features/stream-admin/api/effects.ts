import { useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import type { PurgeScope } from "../lib/purge";

/** A step that goes for good. */
export type Step = { of: "seal" | "delete" } | ({ of: "purge" } & PurgeScope);

/** What a step would hit, as it is now. Asked while somebody thinks about it, so never from memory. */
export function useEffects(stream: string, step: Step | undefined) {
  const { id } = useConnection();
  return useQuery({
    queryKey: [...connectionKeys.one(id), "effects", stream, step],
    queryFn: ({ signal }) => {
      const { subject, upTo, keep } = step?.of === "purge" ? step : {};
      return answer(
        client.GET("/api/nats/streams/{stream}/effects", {
          signal,
          params: {
            path: { stream },
            // Sequences stay the digits that were typed.
            query: {
              connection: id,
              of: step?.of ?? "purge",
              ...(subject ? { subject } : {}),
              ...(upTo ? { up_to: upTo as unknown as number } : {}),
              ...(keep ? { keep: keep as unknown as number } : {}),
            },
          },
        }),
      );
    },
    enabled: step !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
}
