import { createContext, useContext } from "react";
import type { ColumnModel } from "./use-columns";

/** What the toolbar of a grid knows of it. */
interface Grid {
  narrow: boolean;
  shortcuts: boolean;
  columns: Pick<ColumnModel<unknown>, "all" | "changed" | "show" | "reset">;
  focusRows: () => void;
}

const Context = createContext<Grid | undefined>(undefined);

export const GridProvider = Context.Provider;

export function useGrid(): Grid {
  const grid = useContext(Context);
  if (!grid) throw new Error("A grid's toolbar stands in its grid: <DataGrid toolbar={…}>.");
  return grid;
}
