import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

interface Props {
  title: string;
  /** What to look at, in grey behind the title. */
  note?: string;
  /** The thing is a region of its own and reaches from edge to edge. */
  flush?: boolean;
  children: ReactNode;
}

/** One thing on show, under its name and over a line. */
export function Specimen({ title, note, flush = false, children }: Props) {
  return (
    <section aria-label={title} className="border-line border-b">
      <h2 className="flex flex-wrap items-baseline gap-x-2 px-4 pt-3 text-small">
        <span className="font-medium text-fg-2">{title}</span>
        {note ? <span className="font-normal text-fg-3">{note}</span> : null}
      </h2>
      <div className={cx(flush ? "pt-3" : "px-4 pt-3 pb-6")}>{children}</div>
    </section>
  );
}
