import { live } from "@/live/client";
import type { Tail } from "@/live/tail";
import { filler } from "@/shared/compose/templates";
import { type Reply, sendReply } from "../api/reply";
import { restoreTails } from "./kept";
import { type Asked, Responder } from "./responder";

/** A service that is played: what listens, and what answers. */
export interface Playing {
  tail: Tail;
  responder: Responder;
}

// It goes on while other pages are open, so it is kept beside them. One for a connection.
const playing = new Map<string, Playing>();

/** The one of a connection, unless it was ended in the meantime. */
export function playingOn(connection: string): Playing | undefined {
  const found = playing.get(connection);
  return found && live.tails.includes(found.tail) ? found : undefined;
}

export function play(connection: string, subject: string, queue: string | undefined): Playing {
  restoreTails(); // from now on the dock knows of it
  const tail = live.follow(connection, { subject, queue });
  const responder = new Responder((reply, body) => sendReply(connection, reply, body), live.changed);
  tail.heard = responder.hear;
  const begun = { tail, responder };
  playing.set(connection, begun);
  return begun;
}

const decoder = new TextDecoder();

/** An answer with what stands in double braces filled in: the variables of publishing, and those of the request. */
export function filled(reply: Reply, { number, message }: Asked): Reply {
  const fill = filler(number);
  const request = decoder.decode(message.data);
  // The request's own braces are not looked into: they come last.
  const all = (text: string) =>
    fill(text).replace(/\{\{\s*(subject|request)\s*\}\}/g, (_, name: string) =>
      name === "subject" ? message.subject : request,
    );
  return {
    ...reply,
    data: reply.encoding === "utf8" ? all(reply.data) : reply.data,
    headers: Object.fromEntries(Object.entries(reply.headers).map(([name, values]) => [name, values.map(all)])),
  };
}
