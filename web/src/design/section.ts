import type { ReactNode } from "react";

/**
 * What a file in sections/ exports as `section`. The file's name is its address: sections/grid.tsx is /design#grid. It
 * shows its components with data as it really comes, in every state they have.
 */
export interface DesignSection {
  title: string;
  /** Where it stands in the list, low first. */
  order: number;
  Component: () => ReactNode;
}
