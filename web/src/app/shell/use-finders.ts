import { useRouter } from "@tanstack/react-router";
import { useFinder } from "@/commands/finders";
import { useConnection } from "@/connection/context";

/** What of a connection the palette finds by name. How is loaded with the first letter. */
export function useConnectionFinders() {
  const { id } = useConnection();
  const router = useRouter();
  const to = (stream: string) =>
    ({ to: "/c/$connectionId/streams/$stream", params: { connectionId: id, stream } }) as const;
  useFinder({
    id: "streams",
    find: async (query, signal) => {
      const { findStreams } = await import("@/features/streams/api/find");
      return findStreams({
        connection: id,
        query,
        signal,
        href: (stream) => router.history.createHref(router.buildLocation(to(stream)).publicHref),
        go: (stream) => void router.navigate(to(stream)),
      });
    },
  });
}
