import { type LinkProps, useRouter } from "@tanstack/react-router";
import { useConnection } from "@/connection/context";

/** Where the page of a consumer is, as an address and as a link of the router. */
export function useConsumerHref() {
  const { id } = useConnection();
  const router = useRouter();
  const link = ({ stream, name }: { stream: string; name: string }) =>
    ({
      to: "/c/$connectionId/streams/$stream/consumers/$consumer",
      params: { connectionId: id, stream, consumer: name },
    }) as const satisfies LinkProps;
  const href = (one: { stream: string; name: string }) =>
    router.history.createHref(router.buildLocation(link(one)).publicHref);
  return { link, href };
}
