import { useEffect, useState } from "react";
import { useFinders } from "@/commands/finders";
import type { Command } from "@/commands/registry";

/** How long nobody types until it is looked for, ms. */
const patience = 150;

/** What was found, and for which words. */
interface Found {
  query: string;
  commands: readonly Command[];
}

const nothing: Found = { query: "", commands: [] };

/** What the finders have for what was typed, as soon as they have it. Until then it is what they had before. */
export function useFound(query: string): Found {
  const finders = useFinders();
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (query === "") {
      setFound(nothing);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const asked = finders.map(({ find }) => find(query, abort.signal).catch((): Command[] => []));
      void Promise.all(asked).then((answers) => {
        if (!abort.signal.aborted) setFound({ query, commands: answers.flat() });
      });
    }, patience);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, finders]);
  return found;
}
