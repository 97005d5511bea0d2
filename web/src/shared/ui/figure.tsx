import type { ReactNode } from "react";
import type { Quantity } from "@/shared/lib/format";

/** The numbers one looks for first, five at most in a row. */
export function Figures({ label = "Figures", children }: { label?: string; children: ReactNode }) {
  return (
    <section aria-label={label} className="border-line border-b">
      <dl className="grid grid-cols-5 max-lg:grid-cols-3 max-sm:grid-cols-2">{children}</dl>
    </section>
  );
}

interface Props {
  label: string;
  value: Quantity | undefined;
  /** What it is of, or why there is none. */
  note: ReactNode;
}

/** One of them. What is under it has its place also while nothing is known. */
export function Figure({ label, value, note }: Props) {
  return (
    <div className="-mt-px -ml-px flex min-w-0 flex-col border-line border-t border-l px-4 pt-3 pb-2.5 max-lg:last:col-span-2">
      <dt className="text-fg-3 text-small">{label}</dt>
      <dd className={value ? undefined : "text-fg-3"}>
        <span className="font-medium text-figure tracking-[-.01em]">{value?.value ?? "–"}</span>
        {value?.unit ? <span className="ml-[3px] text-fg-3">{value.unit}</span> : null}
        <span className="truncate-line block min-h-4 text-fg-3 text-small">{note}</span>
      </dd>
    </div>
  );
}
