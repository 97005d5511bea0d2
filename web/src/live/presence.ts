import { useSyncExternalStore } from "react";

// Whether anything is followed in this tab, or was before it was reloaded. Apart from the client, which nothing needs
// before something is followed.

const key = "heynats.live";
const listeners = new Set<() => void>();

/** What was kept for this tab, as text; nothing where storage is forbidden. */
export function keptText(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

let there = (keptText() ?? "[]") !== "[]";

/** Keeps a list as JSON, and whether anything is followed, of what is not kept too. */
export function keep(list: readonly unknown[], anything = list.length > 0) {
  try {
    sessionStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Forbidden or full: a reload forgets it then.
  }
  there = anything;
  for (const listener of listeners) listener();
}

export function useAnythingLive(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => there,
  );
}
