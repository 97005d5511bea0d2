import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

/** Terms and what they are, in two columns of small text. */
export function Definitions({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <dl
      className={cx(
        "grid gap-x-3 gap-y-1 text-small leading-[18px]",
        narrow
          ? "grid-cols-[84px_minmax(0,1fr)]"
          : "grid-cols-[128px_minmax(0,1fr)] max-sm:grid-cols-[108px_minmax(0,1fr)]",
      )}
    >
      {children}
    </dl>
  );
}

export function Definition({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
