import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query holds, for what cannot be left to styles: a thing that must be there once only. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Below the width at which the rail has a place. The same as Tailwind's md. */
export const useNarrow = () => useMedia("(width < 48rem)");
