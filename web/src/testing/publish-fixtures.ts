import type { Account, PublishedMessage, PublishTarget } from "@/api/types";
import { account } from "./fixtures";

// What the API answers to what is published.

/** A user who may publish everywhere but to what is secret. */
export const publisher: Account = {
  ...account,
  permissions: { publish: { allow: [], deny: ["secret.>"] }, subscribe: { allow: [], deny: [] } },
};

export const target: PublishTarget = {
  stream: "ORDERS",
  allow_msg_ttl: true,
  duplicate_window: "2m0s",
  messages: 1_204,
  last_seq: 4_118,
};

export const suggestions = {
  subjects: [
    { subject: "orders.>", stream: "ORDERS" },
    { subject: "payments.*.settled", stream: "PAYMENTS" },
  ],
  partial: false,
};

export function stored(over: Partial<NonNullable<PublishedMessage["ack"]>> = {}): PublishedMessage {
  return {
    published: true,
    size: 0,
    took: "834µs",
    ack: { stream: "ORDERS", sequence: 4_119, duplicate: false, ...over },
  };
}

export const published: PublishedMessage = { published: true, size: 0, took: "120µs" };
