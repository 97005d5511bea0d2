import type { ConsumerList } from "@/api/types";
import { consumerKey } from "./list-search";

/** How many messages each consumer had not read, at every reading since the page was opened. Oldest first. */
export interface Unread {
  /** How many readings there were; the values of each consumer end with the last one it was in. */
  readings: number;
  at: number;
  of: ReadonlyMap<string, { last: number; values: readonly (number | null)[] }>;
}

export const noUnread: Unread = { readings: 0, at: 0, of: new Map() };

/** A quarter of an hour at 15 s; and so many consumers, of which nobody looks at more. */
const [capacity, mostConsumers] = [60, 2_000];

/** With one more reading. A page of a list that was read already, or one read before it, adds what it knows to the same one. */
export function withReading(before: Unread, list: Pick<ConsumerList, "at" | "consumers">): Unread {
  const at = Date.parse(list.at);
  const next = at > before.at;
  const readings = before.readings + (next ? 1 : 0);
  const of = new Map(before.of);
  for (const one of list.consumers) {
    const key = consumerKey(one);
    const known = of.get(key);
    if (!known && of.size >= mostConsumers) continue;
    if (known?.last === readings) continue;
    // A reading that it was not in, because the list was filtered, is a hole in its line.
    const missed = known ? Math.min(capacity, readings - known.last - 1) : 0;
    const values = [...(known?.values ?? []), ...Array<null>(missed).fill(null), one.pending].slice(-capacity);
    of.set(key, { last: readings, values });
  }
  return { readings, at: Math.max(at, before.at), of };
}

export function unreadOf(unread: Unread, consumer: { stream: string; name: string }): readonly (number | null)[] {
  return unread.of.get(consumerKey(consumer))?.values ?? [];
}
