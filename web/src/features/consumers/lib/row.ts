import type { ConsumerSummary } from "@/api/types";

/** A consumer as the list shows it: what the server said, and what the page has kept of it. */
export interface ConsumerRow extends ConsumerSummary {
  /** Since its last acknowledgement, ms, when it was read. Undefined when there was none. */
  sinceAck: number | undefined;
  /** Unread messages at each reading since the page was opened. */
  trend: readonly (number | null)[];
}

export function toRow(consumer: ConsumerSummary, readAt: number, trend: readonly (number | null)[]): ConsumerRow {
  const acked = consumer.ack_floor.last_active;
  // Whose clock goes ahead of ours has not acknowledged in the future.
  return { ...consumer, trend, sinceAck: acked === undefined ? undefined : Math.max(0, readAt - Date.parse(acked)) };
}
