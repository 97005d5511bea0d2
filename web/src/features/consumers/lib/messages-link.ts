import type { LinkProps } from "@tanstack/react-router";

/** Into the message browser of a stream: from a message on, one that is open, and only some subjects. */
export function messagesLink(
  connectionId: string,
  stream: string,
  search: { from: string; open?: number; subject?: string },
) {
  return {
    to: "/c/$connectionId/streams/$stream/messages",
    params: { connectionId, stream },
    search,
  } as const satisfies LinkProps;
}
