import { cloneElement, type ReactElement } from "react";

/** A tooltip in words for what is only an icon, or locked. The child must be focusable. Tips shows it; see tips.tsx. */
export function Tip({ text, children }: { text: string; children: ReactElement<Record<string, unknown>> }) {
  return cloneElement(children, { "data-tip": text });
}
