import type { QueryClient } from "@tanstack/react-query";
import { useConnection } from "./context";
import { connectionKeys } from "./query-keys";
import { useKept } from "./use-kept";

const key = (id: string) => [...connectionKeys.one(id), "streams", "count"];

/** Keeps how many streams the account has, from whatever was read that says so. */
export function keepStreamCount(cache: QueryClient, id: string, count: number) {
  cache.setQueryData<number>(key(id), count);
}

/** How many streams the account had when something said so last. */
export function useStreamCount(): number | undefined {
  return useKept<number>(key(useConnection().id));
}
