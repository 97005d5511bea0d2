import type { QueryClient } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { answer, client } from "@/api/client";
import type { ConsumerList, ConsumerSummary } from "@/api/types";
import type { Command } from "@/commands/registry";
import { askedHeaders } from "@/connection/asked";
import { connectionKeys } from "@/connection/query-keys";
import { consumerKey } from "../lib/list-search";
import { verdictLook } from "../lib/verdict";

interface Options {
  cache: QueryClient;
  connection: string;
  query: string;
  signal: AbortSignal;
  /** The address of a consumer, and going there. */
  href: (consumer: ConsumerSummary) => string;
  go: (consumer: ConsumerSummary) => void;
}

const shown = 8;

/** HeyNATS has to ask every stream for its consumers, so they are looked for in what it said within this time, ms. */
const worth = 60_000;

/** The consumers whose name or stream has what was typed in it, those whose name begins with it first. */
export async function findConsumers({ cache, connection, query, signal, href, go }: Options): Promise<Command[]> {
  const ask = (q: string) =>
    cache.fetchQuery({
      queryKey: connectionKeys.reading(connection, `find consumers ${q}`),
      queryFn: () => read(connection, q),
      staleTime: worth,
    });
  const all = await ask("");
  // Only where they are more than come in one answer does every word ask anew.
  const { consumers } = all.next_cursor === undefined || signal.aborted ? all : await ask(query);
  const wanted = query.toLowerCase();
  return consumers
    .map((consumer) => ({ consumer, at: placeOf(consumer, wanted) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .slice(0, shown)
    .map(({ consumer }) => ({
      id: `consumer ${consumerKey(consumer)}`,
      title: consumer.name,
      typed: true,
      words: consumer.stream,
      note: `${consumer.stream}, ${consumer.verdict.title.toLowerCase()}`,
      group: "Consumers",
      icon: consumer.verdict.level === "stuck" ? verdictLook(consumer.verdict).icon : Inbox,
      href: href(consumer),
      run: () => go(consumer),
    }));
}

/** Where a text is in the name, or behind all of those in its stream's; -1 where it is in neither. */
function placeOf({ name, stream }: ConsumerSummary, wanted: string): number {
  const at = name.toLowerCase().indexOf(wanted);
  if (at >= 0) return at;
  return stream.toLowerCase().includes(wanted) ? 1_000 : -1;
}

function read(connection: string, q: string): Promise<ConsumerList> {
  return answer(
    client.GET("/api/nats/consumers", {
      headers: askedHeaders(),
      params: { query: { connection, limit: 1_000, ...(q ? { q } : {}) } },
    }),
  );
}
