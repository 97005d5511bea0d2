import { useEffect, useMemo, useState } from "react";
import type { Hint } from "@/payload/detect";
import { isGzip } from "@/payload/gzip";
import { type Opened, opening, openingBeginning, openWhole, smallSize } from "@/payload/open";
import { atOnce } from "@/payload/slices";

/**
 * A payload made ready to be shown. A small one is at once; of a large or packed one the beginning is, and the rest comes
 * in slices of a few milliseconds.
 */
export function useOpened(bytes: Uint8Array, { contentType, contentEncoding, cut }: Hint): Opened {
  const hint = useMemo(() => ({ contentType, contentEncoding, cut }), [contentType, contentEncoding, cut]);
  const first = useMemo(() => {
    const small = bytes.length <= smallSize && !isGzip(bytes);
    return atOnce(small ? opening(bytes, hint) : openingBeginning(bytes, hint));
  }, [bytes, hint]);
  const [whole, setWhole] = useState<{ of: Opened; opened: Opened }>();
  useEffect(() => {
    if (!first.beginning) return;
    const abort = new AbortController();
    openWhole(bytes, hint, abort.signal).then(
      (opened) => setWhole({ of: first, opened }),
      () => {
        if (abort.signal.aborted) return;
        // The only thing that can go wrong: the browser has no memory left for it.
        setWhole({ of: first, opened: { ...first, beginning: false, remarks: [tooLarge] } });
      },
    );
    return () => abort.abort();
  }, [bytes, hint, first]);
  return whole?.of === first ? whole.opened : first;
}

const tooLarge = "Only the beginning is shown: this browser has no memory for all of it.";
