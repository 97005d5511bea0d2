import { useQueryClient } from "@tanstack/react-query";
import type { FetchedMessage } from "@/api/types";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { useKept } from "@/connection/use-kept";

/** What became of a message that was taken by hand. */
export type Fate = "held" | "acknowledged" | "given back" | "terminated" | "unknown";

/** A message that was taken by hand. */
export interface Held {
  message: FetchedMessage;
  fate: Fate;
  /** When it is delivered to somebody else, ms since the epoch; undefined when it never is. */
  until: number | undefined;
  /** Why the last answer was refused. */
  error?: unknown;
}

/** The same message can come twice: what counts is its last delivery. */
export function withMessages(
  held: readonly Held[],
  messages: readonly FetchedMessage[],
  until: (one: FetchedMessage) => number | undefined,
) {
  const came = new Set(messages.map(({ sequence }) => sequence));
  return [
    ...messages.map((message): Held => ({ message, fate: "held", until: until(message) })),
    ...held.filter(({ message }) => !came.has(message.sequence)),
  ];
}

export function withFate(held: readonly Held[], token: string, change: Partial<Held>): readonly Held[] {
  return held.map((one) => (one.message.ack === token ? { ...one, error: undefined, ...change } : one));
}

const none: readonly Held[] = [];

/**
 * The messages of a consumer that somebody holds on this page. They are kept while the page is open, also when another one
 * is looked at: only with them a message can be answered before its ack wait is over.
 */
export function useHeld(stream: string, name: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  const key = [...connectionKeys.one(id), "consumers", "held", stream, name];
  const change = (next: (held: readonly Held[]) => readonly Held[]) =>
    cache.setQueryData<readonly Held[]>(key, (held = none) => next(held));
  return { held: useKept<readonly Held[]>(key) ?? none, change };
}
