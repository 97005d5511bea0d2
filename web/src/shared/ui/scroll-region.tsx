import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

interface Props {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A region that scrolls by itself, and can be reached by a keyboard for that (WCAG 2.1.1). */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by a keyboard.
    <section tabIndex={0} aria-label={label} className={cx("min-h-0 overflow-y-auto -outline-offset-2", className)}>
      {children}
    </section>
  );
}
