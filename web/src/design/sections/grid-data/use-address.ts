import { useCallback, useSyncExternalStore } from "react";

const changed = "design:address";

function subscribe(listener: () => void) {
  window.addEventListener("popstate", listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(changed, listener);
  };
}

/** One search parameter of the address, as the router's search does it for a page. */
export function useAddress(name: string): [string | undefined, (value: string | undefined) => void] {
  const value = useSyncExternalStore(subscribe, () => new URLSearchParams(location.search).get(name) ?? undefined);
  const set = useCallback(
    (next: string | undefined) => {
      const search = new URLSearchParams(location.search);
      if (next === undefined || next === "") search.delete(name);
      else search.set(name, next);
      const query = search.toString();
      history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
      window.dispatchEvent(new Event(changed));
    },
    [name],
  );
  return [value, set];
}
