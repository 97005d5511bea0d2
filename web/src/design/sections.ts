import { useEffect, useState } from "react";
import type { DesignSection } from "./section";

/** A section on its way: the file is known from the start, its content when its chunk is there. */
export interface Entry {
  name: string;
  section?: DesignSection;
  /** Why its chunk could not be loaded. */
  failed?: string;
}

const files = import.meta.glob<DesignSection>("./sections/*.tsx", { import: "section" });
const nameOf = (path: string) => path.slice("./sections/".length, -".tsx".length);

/** Every section, in its order. Each is loaded by itself, so that one with a mistake leaves the others standing. */
export function useSections(): Entry[] {
  const [entries, setEntries] = useState<Entry[]>(() => Object.keys(files).map((path) => ({ name: nameOf(path) })));
  useEffect(() => {
    const put = (next: Entry) => setEntries((all) => all.map((entry) => (entry.name === next.name ? next : entry)));
    for (const [path, load] of Object.entries(files)) {
      const name = nameOf(path);
      load().then(
        (section) => put({ name, section }),
        (cause: unknown) => put({ name, failed: String(cause) }),
      );
    }
  }, []);
  return entries.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function rank({ section }: Entry): number {
  return section?.order ?? Number.MAX_SAFE_INTEGER;
}
