import { cx } from "@/shared/lib/cx";
import { formatPercent } from "@/shared/lib/format";
import { fillTone, Meter } from "@/shared/ui/meter";

/** How full a stream is, as a bar and a number. */
export function Full({ of }: { of: number | undefined }) {
  if (of === undefined) return <span className="text-fg-3">–</span>;
  const tone = fillTone(of);
  const look = { plain: "text-fg-3", warn: "font-medium text-warn", critical: "font-medium text-critical" }[tone];
  return (
    <span className="flex items-center gap-1.5">
      <span className="w-7 shrink-0">
        <Meter value={of} tone={tone} />
      </span>
      <span className={cx("text-small", look)}>{formatPercent(of)}</span>
    </span>
  );
}
