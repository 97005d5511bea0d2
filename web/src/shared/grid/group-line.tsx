import type { ReactNode } from "react";
import { asCell, asRow } from "./roles";

interface Props {
  line: number;
  columns: number;
  height: number;
  children: ReactNode;
}

/** A line of the list that is not a row: the head of a group, or its end. As wide as what is seen. */
export function GroupLine({ line, columns, height, children }: Props) {
  return (
    <div {...asRow(line)} style={{ height }} className="border-line border-b bg-main">
      <div
        {...asCell(1, columns)}
        className="sticky left-0 flex h-full w-(--grid-width) items-center gap-2 px-4 pt-1.5 text-small max-sm:px-3"
      >
        {children}
      </div>
    </div>
  );
}
