import { useCallback, useEffect, useRef, useState } from "react";
import type { RowRange } from "@/shared/grid/use-need-more";
import type { State } from "./reader";
import { cursorAt } from "./window";

/** How long scrolling has to rest until the address says where it is, ms. */
const rest = 300;

export interface Edges {
  top: boolean;
  bottom: boolean;
}

/**
 * Where in the list one is: whether at one of its ends, for the buttons that go on, and which message is at the top, for the
 * address, so that it leads back here. Where the question leads by itself, the address need not say it.
 */
export function usePlace(state: State, onTop: (sequence: number | undefined) => void) {
  const [edges, setEdges] = useState<Edges>({ top: true, bottom: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ state, onTop });
  useEffect(() => {
    latest.current = { state, onTop };
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const onSeen = useCallback(({ start, end }: RowRange) => {
    const { window, origin } = latest.current.state;
    const next = { top: start === 0, bottom: end >= window.rows.length };
    setEdges((old) => (old.top === next.top && old.bottom === next.bottom ? old : next));
    clearTimeout(timer.current);
    const top = window.rows[start];
    if (!top) return;
    const beginning = next.top && cursorAt(window, "before") === undefined;
    const at = beginning || top.sequence === origin ? undefined : top.sequence;
    timer.current = setTimeout(() => latest.current.onTop(at), rest);
  }, []);
  return { edges, onSeen };
}
