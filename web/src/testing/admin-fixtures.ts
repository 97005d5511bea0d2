import type { StreamEffects } from "@/api/types";
import { stats } from "./fixtures";
import { streamAnswers } from "./stream-fixtures";

// What the API answers to somebody who changes streams.

/** A connection over which something can be changed. */
export const writable = stats({ read_only: false });

const orders = streamAnswers["GET /api/nats/streams/ORDERS"];

/** ORDERS as the API sends it, with a field of a later version and a number that no double holds. */
export function ordersText(over: Record<string, unknown> = {}, revision = orders.revision): string {
  const config = { ...orders.config, future_limit: "BIG", ...over };
  return JSON.stringify({ ...orders, revision, config }).replace('"BIG"', "18446744073709551615");
}

export const effects: StreamEffects = {
  messages: 61_402,
  messages_exact: true,
  bytes: 40_055_603,
  bytes_exact: false,
  consumers_total: 7,
  consumers_unread: 2,
  consumers_in_use: 2,
  consumers: [
    { name: "shipping-eu", durable: true, pending: 15_204, waiting: 0, push_bound: false },
    { name: "receipts", durable: true, pending: 12, waiting: 1, push_bound: false },
    { name: "billing", durable: true, pending: 0, waiting: 3, push_bound: false },
  ],
  mirrors: ["ORDERS_MIRROR"],
  sources_of: [],
  partial: false,
};
