import { useDeferredValue, useMemo, useState } from "react";
import { findBytes, findText, noMatches } from "@/payload/find";
import { parseHex } from "@/payload/hex";
import { useWork } from "./use-work";

export type Find = ReturnType<typeof useFind>;

/** A longer needle is a value, not a question. */
export const longestNeedle = 200;

/** A search in the bytes that are shown. In a hex dump it takes bytes in hex, too. */
export function useFind(bytes: Uint8Array, hex: boolean) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [step, setStep] = useState({ in: noMatches, at: 0 });
  const needle = useDeferredValue(open ? text.slice(0, longestNeedle) : "");
  const work = useMemo(() => {
    if (needle === "") return undefined;
    const asBytes = hex ? parseHex(needle) : undefined;
    return () => (asBytes ? findBytes(bytes, asBytes) : findText(bytes, needle));
  }, [bytes, needle, hex]);
  const found = useWork(work);
  const matches = found ?? noMatches;
  const count = matches.froms.length;
  const at = step.in === matches ? step.at : 0;
  const go = (by: number) => setStep({ in: matches, at: count === 0 ? 0 : (at + by + count) % count });
  return {
    open,
    text,
    setText,
    show: () => setOpen(true),
    hide: () => setOpen(false),
    matches,
    current: count > 0 ? at : undefined,
    searching: work !== undefined && found === undefined,
    next: () => go(1),
    previous: () => go(-1),
  };
}
