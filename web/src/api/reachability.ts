import { useSyncExternalStore } from "react";

// Whether the HeyNATS server itself answers. Kept outside React because every request knows, whoever made it.
let since: number | undefined;
const listeners = new Set<() => void>();

function set(next: number | undefined) {
  if ((since === undefined) === (next === undefined)) return;
  since = next;
  for (const listener of listeners) listener();
}

export const reportReachable = () => set(undefined);
export const reportUnreachable = () => set(Date.now());

/** Since when HeyNATS has not answered, in ms since the epoch; undefined while it does. */
export function useUnreachableSince(): number | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => since,
  );
}
