import { answer, client } from "@/api/client";
import type { StreamSummary } from "@/api/types";
import type { Command } from "@/commands/registry";
import { askedHeaders } from "@/connection/asked";
import { formatCount } from "@/shared/lib/format";
import { kindLooks } from "../lib/kinds";

interface Options {
  connection: string;
  query: string;
  signal: AbortSignal;
  /** The address of a stream, and going there. */
  href: (stream: string) => string;
  go: (stream: string) => void;
}

/** Asked for more than are shown: the server has them by name, and the best fit may not be the first. */
const asked = 50;
const shown = 8;

/** The streams whose name or subject has what was typed in it, those whose name begins with it first. */
export async function findStreams({ connection, query, signal, href, go }: Options): Promise<Command[]> {
  const { streams } = await answer(
    client.GET("/api/nats/streams", {
      signal,
      headers: askedHeaders(),
      params: { query: { connection, q: query, limit: asked } },
    }),
  );
  const wanted = query.toLowerCase();
  const place = ({ name }: StreamSummary) => {
    const at = name.toLowerCase().indexOf(wanted);
    return at < 0 ? Number.POSITIVE_INFINITY : at + (name.length === wanted.length ? -1 : 0);
  };
  return streams
    .map((stream) => ({ stream, at: place(stream) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .slice(0, shown)
    .map(({ stream: { name, kind, subjects, messages, mirror } }) => ({
      id: `stream ${name}`,
      title: name,
      typed: true,
      words: subjects.join(" "),
      note: mirror === undefined ? `${formatCount(messages)} messages` : `mirror of ${mirror}`,
      group: "Streams",
      icon: kindLooks[kind].icon,
      href: href(name),
      run: () => go(name),
    }));
}
