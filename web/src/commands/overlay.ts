import { useSyncExternalStore } from "react";

/** What can lie over the page, opened by a key as well as by a button. At most one does. */
export type Overlay = "palette" | "help" | "pages" | "connection" | "disconnect";

let open: Overlay | undefined;
const listeners = new Set<() => void>();

export function showOverlay(next: Overlay | undefined) {
  open = next;
  for (const listener of listeners) listener();
}

/** Whether one of them is open, and how to say that it should be. */
export function useOverlay(name: Overlay): [boolean, (shown: boolean) => void] {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open === name,
  );
  return [
    shown,
    (next) => {
      if (next) showOverlay(name);
      else if (open === name) showOverlay(undefined);
    },
  ];
}
