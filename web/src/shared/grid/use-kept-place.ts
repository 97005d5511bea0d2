import { useRouter } from "@tanstack/react-router";
import { useLayoutEffect, useRef, useState } from "react";

/** Where a list was left. */
interface Place {
  /** How far it was scrolled, px. */
  rows: number;
  /** The row that the keyboard was at. */
  index: number;
}

/** Where each list was left, by the entry of the browser's history and its name. The oldest go first. */
const places = new Map<string, Place>();
const most = 50;

interface Options extends Place {
  name: string;
  /** There are rows to go to, and their heights are known. */
  ready: boolean;
  /** Something else says where the list begins: the address, or a list without ends by itself. */
  elsewhere: boolean;
  onReturn: (place: Place) => void;
}

/** Brings a list back to where it was when somebody comes back to its page. Another visit of it begins at the top. */
export function useKeptPlace({ name, rows, index, ready, elsewhere, onReturn }: Options) {
  const router = useRouter({ warn: false });
  const [arrived] = useState(() => places.get(keyOf(router?.latestLocation, name) ?? ""));
  const waiting = useRef(elsewhere ? undefined : arrived);
  const now = useRef<Place>({ rows, index });
  useLayoutEffect(() => {
    now.current = { rows, index };
    if (!ready || !waiting.current) return;
    const to = waiting.current;
    waiting.current = undefined;
    onReturn(to);
  });
  useLayoutEffect(
    () => () => {
      // The page that is left is the one that the browser has come to so far.
      const key = keyOf(router?.state.resolvedLocation, name);
      if (key === undefined) return;
      places.delete(key);
      places.set(key, now.current);
      const [oldest] = places.keys();
      if (places.size > most && oldest !== undefined) places.delete(oldest);
    },
    [router, name],
  );
}

/** Without a router, as on the design page, nothing is kept. */
function keyOf(entry: { state: { __TSR_key?: string } } | undefined, name: string): string | undefined {
  const key = entry?.state.__TSR_key;
  return key === undefined ? undefined : `${key} ${name}`;
}
