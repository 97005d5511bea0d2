import { stored } from "@/shared/lib/stored";

/** The connections that are watched in the dock, whatever page is open. Ids only; they are worth nothing elsewhere. */
const watchedIds = stored("watched", (raw) => (Array.isArray(raw) ? raw.filter((id) => typeof id === "string") : []));

export function useWatched() {
  const watched = watchedIds.use();
  const toggle = (id: string) =>
    watchedIds.set(watched.includes(id) ? watched.filter((other) => other !== id) : [...watched, id]);
  return { watched, toggle };
}
