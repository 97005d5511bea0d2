import { useEffect, useState } from "react";
import { inSlices, type Work } from "@/payload/slices";

/** The result of work in slices, begun anew when `work` is another one; undefined until it is done. */
export function useWork<T>(work: (() => Work<T>) | undefined): T | undefined {
  const [done, setDone] = useState<{ work: unknown; result: T }>();
  useEffect(() => {
    if (!work) return;
    const abort = new AbortController();
    inSlices(work(), abort.signal).then(
      (result) => setDone({ work, result }),
      () => undefined, // nobody waits for it any more
    );
    return () => abort.abort();
  }, [work]);
  return done?.work === work ? done?.result : undefined;
}
