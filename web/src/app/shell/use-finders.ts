import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useFinder } from "@/commands/finders";
import { useConnection } from "@/connection/context";

/** What of a connection the palette finds by name. How is loaded with the first letter. */
export function useConnectionFinders() {
  const { id } = useConnection();
  const router = useRouter();
  const cache = useQueryClient();
  const hrefOf = ({ publicHref }: { publicHref: string }) => router.history.createHref(publicHref);
  const stream = (name: string) =>
    ({ to: "/c/$connectionId/streams/$stream", params: { connectionId: id, stream: name } }) as const;
  const consumer = (one: { stream: string; name: string }) =>
    ({
      to: "/c/$connectionId/streams/$stream/consumers/$consumer",
      params: { connectionId: id, stream: one.stream, consumer: one.name },
    }) as const;
  useFinder({
    id: "streams",
    find: async (query, signal) => {
      const { findStreams } = await import("@/features/streams/api/find");
      return findStreams({
        connection: id,
        query,
        signal,
        href: (name) => hrefOf(router.buildLocation(stream(name))),
        go: (name) => void router.navigate(stream(name)),
      });
    },
  });
  useFinder({
    id: "consumers",
    find: async (query, signal) => {
      const { findConsumers } = await import("@/features/consumers/api/find");
      return findConsumers({
        cache,
        connection: id,
        query,
        signal,
        href: (one) => hrefOf(router.buildLocation(consumer(one))),
        go: (one) => void router.navigate(consumer(one)),
      });
    },
  });
}
