import { useQueryClient } from "@tanstack/react-query";
import type { Connection } from "@/api/types";
import { infoQuery } from "./info";

/**
 * Opening a connection from the list is a person's click, so it wakes a parked one at once. Reaching the same page by a
 * link or a reload is not, and leaves it asleep.
 */
export function useOpened() {
  const queryClient = useQueryClient();
  return (connection: Connection) => {
    if (connection.state === "parked")
      void queryClient.prefetchQuery({ ...infoQuery(connection.connection_id, true), staleTime: 0 });
  };
}
