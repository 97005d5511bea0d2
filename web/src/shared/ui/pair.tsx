import type { ReactNode } from "react";

/** Two regions side by side with a line between them, or one under the other where there is no room. */
export function Pair({ children: [left, right] }: { children: [ReactNode, ReactNode] }) {
  return (
    <div className="grid grid-cols-2 border-line border-b max-lg:grid-cols-1">
      <div className="min-w-0">{left}</div>
      <div className="min-w-0 border-line border-l max-lg:border-t max-lg:border-l-0">{right}</div>
    </div>
  );
}
