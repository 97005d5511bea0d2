import { answer, client } from "@/api/client";
import { useChange } from "@/connection/use-change";

interface Named {
  stream: string;
  name: string;
}

const pathOf = ({ stream, name }: Named, connection: string) => ({
  path: { stream, consumer: name },
  query: { connection },
});

/** For so long, as a Go duration, or until then, as RFC 3339 says it. */
export type Pause = { for: string } | { until: string };

export function usePause(consumer: Named) {
  return useChange((body: Pause, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/consumers/{consumer}/pause", {
        params: pathOf(consumer, connection),
        body,
      }),
    ),
  );
}

export function useResume(consumer: Named) {
  return useChange((_: undefined, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/consumers/{consumer}/resume", { params: pathOf(consumer, connection) }),
    ),
  );
}

/** Takes a priority group away from the client that has it. */
export function useUnpin(consumer: Named) {
  return useChange((group: string, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/consumers/{consumer}/unpin", {
        params: pathOf(consumer, connection),
        body: { group },
      }),
    ),
  );
}

/** Lets it begin again at a sequence, or behind what is acknowledged. */
export function useReset(consumer: Named) {
  return useChange((sequence: number | undefined, connection) =>
    answer(
      client.POST("/api/nats/streams/{stream}/consumers/{consumer}/reset", {
        params: pathOf(consumer, connection),
        body: sequence === undefined ? {} : { sequence },
      }),
    ),
  );
}

export function useDelete(consumer: Named) {
  return useChange((_: undefined, connection) =>
    answer(client.DELETE("/api/nats/streams/{stream}/consumers/{consumer}", { params: pathOf(consumer, connection) })),
  );
}
