import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";

/** HeyNATS itself: its version, and whether the playground runs. Asked often enough to notice when nobody answers. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => answer(client.GET("/api/health", { signal })),
  refetchInterval: (query) => (query.state.status === "error" ? 2_000 : 15_000),
});
