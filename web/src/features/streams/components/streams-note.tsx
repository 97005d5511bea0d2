import { useStreamCount } from "@/connection/stream-count";
import { formatCount } from "@/shared/lib/format";

/** In the rail: how many streams there are, as far as something that was read said so. It asks for nothing. */
export function StreamsNote() {
  const count = useStreamCount();
  return count === undefined ? null : <span className="ml-auto text-fg-3 text-small">{formatCount(count)}</span>;
}
