import type { Tail } from "@/live/tail";
import { formatCount, formatRate } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";

/** How a tail stands, in the room of a tab: what was dropped before anything else. */
export function StateWord({ tail }: { tail: Tail }) {
  const lost = tail.counters.dropped + tail.counters.missed;
  switch (tail.state.is) {
    case "opening":
      return "opening";
    case "away":
      return "waiting";
    case "parked":
      return "parked";
    case "refused":
      return "refused";
    case "over":
      return "ended";
    case "live":
      if (lost > 0) return <span className="text-warn">{formatCount(lost)} dropped</span>;
      return tail.paused ? "paused" : <Quantity of={formatRate(tail.rates.now)} />;
  }
}
