import { ChevronDown } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useState } from "react";

const FilterMenu = lazy(async () => ({ default: (await import("./filter-menu")).FilterMenu }));

export interface FilterChipProps<V extends string> {
  /** What is narrowed down: "Kind". */
  what: string;
  value: V;
  /** The first one is no filter at all. */
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** One way to narrow a list down, of a few. Its menu is loaded with the first press and opens then. */
export function FilterChip<V extends string>(props: FilterChipProps<V>) {
  const { what, value, options } = props;
  const [wanted, setWanted] = useState(false);
  const look = { what, is: options.find((option) => option.value === value)?.label ?? value };
  if (!wanted) return <ChipButton {...look} onClick={() => setWanted(true)} />;
  const chip = <ChipButton {...look} />;
  return (
    <Suspense fallback={chip}>
      <FilterMenu {...props} onChange={(next) => props.onChange(next as V)} trigger={chip} />
    </Suspense>
  );
}

/** What of a list is shown, and that it can be changed. */
export function ChipButton({ what, is, ...rest }: { what: string; is: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      className="inline-flex h-6 min-w-0 max-w-52 shrink-0 items-center gap-1 whitespace-nowrap rounded-2 border border-line-strong bg-main pr-1 pl-2 text-small hover:bg-hover data-popup-open:bg-press max-sm:h-10"
    >
      {what} <b className="truncate-line">{is}</b>
      <ChevronDown aria-hidden size={12} strokeWidth={2} className="text-fg-3" />
    </button>
  );
}
