import { useQuery, useQueryClient } from "@tanstack/react-query";

/** What the page keeps under a key and never asks for, drawn again when it changes. */
export function useKept<T>(queryKey: readonly unknown[]): T | undefined {
  const cache = useQueryClient();
  return useQuery<T>({
    queryKey,
    queryFn: () => cache.getQueryData<T>(queryKey) as T,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  }).data;
}
