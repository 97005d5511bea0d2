import { formatCount } from "@/shared/lib/format";
import { fillTone, Meter } from "@/shared/ui/meter";

interface Props {
  /** Delivered and not acknowledged. */
  count: number;
  /** How many there may be; undefined without a limit. */
  limit: number | undefined;
}

/** How much of what was delivered waits for its acknowledgement, and how much may. */
export function InFlight({ count, limit }: Props) {
  const number = <span className={count === 0 ? "text-fg-3" : undefined}>{formatCount(count)}</span>;
  if (limit === undefined || limit <= 0) return number;
  return (
    <span className="flex items-center justify-end gap-2">
      <span>
        {number} <span className="text-fg-3">of {formatCount(limit)}</span>
      </span>
      <span className="w-8">
        <Meter value={count / limit} tone={fillTone(count / limit)} />
      </span>
    </span>
  );
}
