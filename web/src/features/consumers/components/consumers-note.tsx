import { OctagonAlert } from "lucide-react";
import { formatAgo } from "@/shared/lib/duration";
import { formatCount, plural } from "@/shared/lib/format";
import { useNow } from "@/shared/lib/use-now";
import { useCounts } from "../lib/kept";

/** How long it is worth saying that somebody is stuck, ms. */
const worth = 5 * 60_000;

/**
 * In the rail: how many consumers there are, or how many are stuck. It asks for nothing: a list of consumers that was read
 * is what it knows from, and before the first one it says nothing.
 */
export function ConsumersNote() {
  const counts = useCounts();
  const now = useNow(counts?.stuck ? 15_000 : undefined);
  if (!counts) return null;
  const age = now - counts.readAt;
  if (counts.stuck === 0 || age > worth) {
    return <span className="ml-auto text-fg-3 text-small">{formatCount(counts.total)}</span>;
  }
  const words = `${plural(counts.stuck, "consumer is", "consumers are")} stuck, read ${formatAgo(age)}`;
  return (
    <span title={words} className="ml-auto inline-flex items-center gap-1 text-critical text-small">
      <OctagonAlert aria-hidden size={12} strokeWidth={2} />
      <span aria-hidden>{formatCount(counts.stuck)}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
