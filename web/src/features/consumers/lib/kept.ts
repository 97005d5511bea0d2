import type { QueryClient } from "@tanstack/react-query";
import type { ConsumerList } from "@/api/types";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { useKept } from "@/connection/use-kept";
import { noUnread, type Unread, withReading } from "./unread";

// What the page keeps of the lists that it has read: it asks for nothing by itself.

const unreadKey = (id: string) => [...connectionKeys.one(id), "consumers", "unread"];
const countsKey = (id: string) => [...connectionKeys.one(id), "consumers", "counts"];

/** How all consumers of the account fared when they were read last. */
interface Counts {
  total: number;
  stuck: number;
  readAt: number;
}

/** Keeps what a list said. `whole` when it was about all consumers, whatever part of them it showed. */
export function keep(cache: QueryClient, id: string, list: ConsumerList, whole: boolean) {
  cache.setQueryData<Unread>(unreadKey(id), (before = noUnread) => withReading(before, list));
  if (!whole) return;
  const counts: Counts = { total: list.consumers_total, stuck: list.counts.stuck, readAt: Date.now() };
  cache.setQueryData<Counts>(countsKey(id), counts);
}

export function useUnread(): Unread {
  return useKept<Unread>(unreadKey(useConnection().id)) ?? noUnread;
}

export function useCounts(): Counts | undefined {
  return useKept<Counts>(countsKey(useConnection().id));
}
