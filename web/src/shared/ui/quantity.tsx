import type { Quantity as Value } from "@/shared/lib/format";

/** A number with its unit stepping back behind it. */
export function Quantity({ of: { value, unit } }: { of: Value }) {
  return (
    <span className="whitespace-nowrap">
      {value}
      <span className="ml-[3px] font-normal text-fg-3">{unit}</span>
    </span>
  );
}
