import type { ReactNode } from "react";
import { ColumnsButton } from "./columns-button";
import { useGrid } from "./grid-context";

interface Props {
  /** A FilterField. */
  filter?: ReactNode;
  /** Chips that narrow the list down, after the filter. */
  children?: ReactNode;
  /** How fresh it is, and what refreshes it: see Freshness. */
  fresh?: ReactNode;
  /** On a phone, in place of the chips and the freshness: one button that leads to them. */
  whenNarrow?: ReactNode;
}

/** The line over a grid: what narrows it down at the left, how fresh it is and its columns at the right. */
export function GridToolbar({ filter, children, fresh, whenNarrow }: Props) {
  const { narrow } = useGrid();
  if (narrow) {
    return (
      <div className="@container flex h-13 shrink-0 items-center gap-2 border-line border-b px-3">
        {filter}
        {whenNarrow}
      </div>
    );
  }
  return (
    <div className="@container flex h-toolbar shrink-0 items-center gap-2 border-line border-b bg-main pr-2.5 pl-4">
      {filter}
      {children}
      <span className="min-w-0 flex-1" />
      {fresh}
      <ColumnsButton />
    </div>
  );
}
