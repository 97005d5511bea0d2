import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Command } from "./registry";

// What there is too much of to be registered one by one, streams for example: the palette asks for it while somebody types.

export interface Finder {
  id: string;
  /** The best few for what was typed. What fails finds nothing. */
  find: (query: string, signal: AbortSignal) => Promise<readonly Command[]>;
}

let finders: readonly Finder[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Finder[]) {
  finders = next;
  for (const listener of listeners) listener();
}

/** Registers a finder while the component is there. It may be made anew on every drawing: the latest one is asked. */
export function useFinder(finder: Finder) {
  const latest = useRef(finder);
  useEffect(() => {
    latest.current = finder;
  });
  const { id } = finder;
  useEffect(() => {
    const own: Finder = { id, find: (query, signal) => latest.current.find(query, signal) };
    publish([...finders, own]);
    return () => publish(finders.filter((one) => one !== own));
  }, [id]);
}

export function useFinders(): readonly Finder[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => finders,
  );
}
