import { createContext, useContext } from "react";
import type { Stats } from "@/api/types";

/** The connection that the page is about, as it stood at the last look. */
interface Shown {
  id: string;
  stats: Stats;
  /** When the stats were read, ms since the epoch. */
  readAt: number;
}

const Context = createContext<Shown | undefined>(undefined);

export const ConnectionProvider = Context.Provider;

/** The connection of this page. Only below the workbench's shell. */
export function useConnection(): Shown {
  const shown = useContext(Context);
  if (!shown) throw new Error("useConnection outside a connection's page");
  return shown;
}
