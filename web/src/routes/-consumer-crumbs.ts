import type { Crumb } from "@/app/shell/page-head";

/** The way to the consumers of a stream. */
export function consumerCrumbs(connectionId: string, stream: string): [Crumb, ...Crumb[]] {
  const params = { connectionId, stream };
  return [
    { label: "Streams", link: { to: "/c/$connectionId/streams", params: { connectionId } } },
    { label: stream, typed: true, link: { to: "/c/$connectionId/streams/$stream", params } },
    { label: "Consumers", link: { to: "/c/$connectionId/streams/$stream/consumers", params } },
  ];
}
