import { lazy, Suspense, useState } from "react";
import { ChipButton } from "./filter-chip";

const FilterSomeMenu = lazy(async () => ({ default: (await import("./filter-some-menu")).FilterSomeMenu }));

export interface FilterSomeChipProps<V extends string> {
  /** What is narrowed down: "Kind". */
  what: string;
  /** None is no filter at all. */
  values: readonly V[];
  options: readonly { value: V; label: string }[];
  onChange: (values: readonly V[]) => void;
}

/** A way to narrow a list down to some of a few. Its menu is loaded with the first press and opens then. */
export function FilterSomeChip<V extends string>(props: FilterSomeChipProps<V>) {
  const { what, values, options } = props;
  const [wanted, setWanted] = useState(false);
  const look = { what, is: someWords(options.filter(({ value }) => values.includes(value))) };
  if (!wanted) return <ChipButton {...look} onClick={() => setWanted(true)} />;
  const chip = <ChipButton {...look} />;
  return (
    <Suspense fallback={chip}>
      <FilterSomeMenu {...props} onChange={(next) => props.onChange(next as V[])} trigger={chip} />
    </Suspense>
  );
}

/** "any", "Mirrors", "Mirrors +1" */
function someWords(chosen: readonly { label: string }[]): string {
  const [first] = chosen;
  if (!first) return "any";
  return chosen.length > 1 ? `${first.label} +${chosen.length - 1}` : first.label;
}
