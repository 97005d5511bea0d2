import { cx } from "@/shared/lib/cx";
import type { Quantity as Value } from "@/shared/lib/format";

interface Props {
  of: Value;
  /** The exact figure, when this is a short form of it. */
  title?: string;
}

/** A number with its unit stepping back behind it; "/s" stands closer than a word. */
export function Quantity({ of: { value, unit }, title }: Props) {
  return (
    <span className="whitespace-nowrap" title={title}>
      {value}
      {unit === "" ? null : (
        <span className={cx("font-normal text-fg-3", unit.startsWith("/") ? "ml-px" : "ml-[3px]")}>{unit}</span>
      )}
    </span>
  );
}
