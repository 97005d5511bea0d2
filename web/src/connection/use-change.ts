import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConnection } from "./context";
import { connectionKeys } from "./query-keys";

/**
 * Something that a person changes in NATS over this page's connection. It is sent once and never again by itself; whatever
 * comes of it, what this page shows is read again.
 */
export function useChange<V, R>(change: (what: V, connection: string) => Promise<R>) {
  const { id } = useConnection();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (what: V) => change(what, id),
    onSettled: () => void cache.invalidateQueries({ queryKey: connectionKeys.readings(id) }),
  });
}
