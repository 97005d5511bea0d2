import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import type { RowWindow } from "./use-row-window";

/** The height of a line of code, px. */
export const lineHeight = 18;

interface Props {
  /** What is in it, for who cannot see it: "Payload, pretty". */
  label: string;
  window: RowWindow;
  /** How many columns the widest row may have. */
  columns: number;
  className?: string | undefined;
  /** The row of this number, `lineHeight` high. */
  row: (index: number) => ReactNode;
}

/**
 * Lines of code that scroll, by keyboard too. Each is a line of its own that begins at the left, whatever script stands in
 * it: text must not be able to move what stands beside it.
 */
export function CodeRegion({ label, window, columns, className, row }: Props) {
  const rows = Array.from({ length: Math.max(0, window.end - window.first) }, (_, i) => window.first + i);
  return (
    <section
      {...window.props}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
      tabIndex={0}
      dir="ltr"
      className={cx(
        "mono relative min-h-0 flex-1 overflow-auto overscroll-contain bg-inherit leading-[18px] focus-visible:-outline-offset-2",
        className,
      )}
    >
      <div className="relative min-w-full bg-inherit" style={{ height: window.height, width: `${columns}ch` }}>
        <div className="absolute inset-x-0 bg-inherit" style={{ top: window.top }}>
          {rows.map((index) => row(index))}
        </div>
      </div>
    </section>
  );
}

/** The number of a line, or what stands in its place. It stays at the left and is not copied. */
export function Gutter({ digits, children }: { digits: number; children?: ReactNode }) {
  return (
    <span
      aria-hidden
      className="sticky left-0 z-1 inline-block bg-inherit pr-3 text-right text-fg-3 select-none"
      style={{ width: gutterWidth(digits) }}
    >
      {children}
    </span>
  );
}

/** Wide enough for the largest number, and never narrower than in a short value, px. */
export function gutterWidth(digits: number): number {
  return Math.max(34, Math.ceil(digits * 7.3) + 20);
}
