import type { ConsumerDetail, ConsumerList, ConsumerSummary, FetchedMessage } from "@/api/types";
import { now } from "./fixtures";

// What the API answers about consumers. Used by the component tests and by the browser tests alike.

const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

const verdict = (
  level: ConsumerSummary["verdict"]["level"],
  code: ConsumerSummary["verdict"]["code"],
  title: string,
  sentence?: string,
) => ({ level, code, title, ...(sentence ? { sentence } : {}) });

const keepingUp = verdict("fine", "keeping_up", "Keeping up");

export function consumer(over: Partial<ConsumerSummary> = {}): ConsumerSummary {
  return {
    stream: "ORDERS",
    name: "billing",
    durable: true,
    kind: "pull",
    filter_subjects: ["orders.>"],
    filters_total: 1,
    deliver_policy: "all",
    ack_policy: "explicit",
    ack_wait: 30e9,
    pending: 3,
    ack_pending: 3,
    max_ack_pending: 1_000,
    redelivered: 0,
    waiting: 2,
    max_waiting: 512,
    delivered: { consumer_seq: 90_412, stream_seq: 4_117_906, last_active: ago(0.2) },
    ack_floor: { consumer_seq: 90_409, stream_seq: 4_117_901, last_active: ago(0.1) },
    created: ago(86_400 * 40),
    rates: { in: 61, out: 61, over: "10s" },
    verdict: keepingUp,
    ...over,
  };
}

const acked = (seconds: number) => ({ consumer_seq: 400, stream_seq: 400, last_active: ago(seconds) });

/** Worst first, as the server sorts them. */
export const consumers: readonly ConsumerSummary[] = [
  consumer({
    name: "shipping-eu",
    pending: 15_204,
    ack_pending: 1_000,
    redelivered: 3_118,
    ack_floor: acked(840),
    rates: { in: 44, out: 0, over: "10s" },
    verdict: verdict(
      "stuck",
      "ack_limit",
      "Stuck",
      "No acknowledgement for 14 min; all 1,000 in-flight slots are taken.",
    ),
  }),
  consumer({
    name: "ledger-export",
    stream: "PAYMENTS",
    pending: 2_204,
    ack_pending: 0,
    max_ack_pending: 512,
    waiting: 0,
    ack_floor: acked(10_800),
    verdict: verdict("stuck", "nobody_pulling", "Nobody is pulling", "Last delivery 3 h ago; 2,204 messages wait."),
  }),
  consumer({
    name: "search-indexer",
    stream: "INVENTORY",
    pending: 41_902,
    ack_pending: 194,
    max_ack_pending: 512,
    redelivered: 12,
    verdict: verdict("at_risk", "falling_behind", "Falling behind", "Takes 210/s, gets 340/s."),
  }),
  consumer({
    name: "reconcile",
    stream: "PAYMENTS",
    pending: 61,
    ack_pending: 61,
    max_ack_pending: 256,
    redelivered: 4_902,
    ack_floor: acked(2),
    verdict: verdict("at_risk", "redelivering", "Redelivering", "61 of 61 in flight came more than once."),
  }),
  consumer({
    name: "nightly-report",
    stream: "AUDIT",
    pending: 88_204,
    ack_pending: 0,
    paused_until: ago(-62_000),
    ack_floor: acked(28_800),
    verdict: verdict(
      "paused",
      "paused",
      "Paused",
      "Until 23 Nov 06:00 UTC by its configuration; 88,204 messages wait.",
    ),
  }),
  consumer({
    name: "returns-labels",
    stream: "RETURNS",
    pending: 0,
    ack_pending: 0,
    ack_floor: acked(10_800),
    verdict: verdict("idle", "idle", "Idle", "Nothing new for it for 3 h."),
  }),
  consumer(),
  consumer({ name: "fraud-check", pending: 0, ack_pending: 18 }),
  consumer({ name: "receipts", pending: 12, ack_pending: 12, redelivered: 1 }),
  consumer({ name: "analytics-eu", pending: 204, ack_pending: 84 }),
  consumer({ name: "stock-reserve", stream: "INVENTORY", pending: 0, ack_pending: 1, max_ack_pending: 256 }),
  consumer({ name: "price-cache-1", stream: "PRICE_UPDATES", pending: 41, ack_pending: 41 }),
  consumer({
    name: "mailer",
    stream: "EMAIL_OUT",
    kind: "push",
    push_bound: true,
    pending: 0,
    ack_pending: 0,
    max_ack_pending: 64,
    redelivered: 2,
    ack_floor: acked(9),
  }),
];

/** Names as anybody may choose them. */
export const hostileConsumers: readonly ConsumerSummary[] = [
  '<img src=x onerror="alert(1)">',
  "\u202egnilaer",
  "🦊🦊🦊",
  "n".repeat(250),
].map((name) =>
  consumer({
    name,
    stream: "<b>ORDERS</b>",
    verdict: verdict("stuck", "nobody_pulling", "Nobody is pulling", "<script>alert(1)</script> waits."),
  }),
);

export function consumerList(
  list: readonly ConsumerSummary[] = consumers,
  over: Partial<ConsumerList> = {},
): ConsumerList {
  const count = (level: ConsumerSummary["verdict"]["level"]) =>
    list.filter((one) => one.verdict.level === level).length;
  return {
    consumers: [...list],
    total: list.length,
    consumers_total: list.length,
    streams_total: 148,
    counts: {
      stuck: count("stuck"),
      at_risk: count("at_risk"),
      paused: count("paused"),
      idle: count("idle"),
      fine: count("fine"),
    },
    partial: false,
    missing: [],
    missing_total: 0,
    at: now.toISOString(),
    since: ago(10),
    ...over,
  };
}

/** The consumer that is stuck, as its own page has it. */
export function consumerDetail(over: Partial<ConsumerDetail> = {}): ConsumerDetail {
  return {
    revision: "9f2c61d0a4be7715",
    stream_name: "ORDERS",
    name: "shipping-eu",
    created: ago(86_400 * 40),
    config: {
      durable_name: "shipping-eu",
      name: "shipping-eu",
      description: "Hands paid orders to the carriers",
      deliver_policy: "all",
      ack_policy: "explicit",
      ack_wait: 30e9,
      max_deliver: 20,
      backoff: [5e9, 30e9, 120e9],
      filter_subject: "orders.eu.>",
      replay_policy: "instant",
      max_waiting: 512,
      max_ack_pending: 1_000,
      num_replicas: 3,
      metadata: { team: "shipping", "_nats.req.level": "0" },
    },
    delivered: { consumer_seq: 93_530, stream_seq: 4_102_802, last_active: ago(846) },
    ack_floor: { consumer_seq: 89_412, stream_seq: 4_098_684, last_active: ago(840) },
    num_ack_pending: 1_000,
    num_redelivered: 3_118,
    num_waiting: 4,
    num_pending: 15_204,
    cluster: {
      name: "eu-west",
      leader: "n2-euw",
      replicas: [
        { name: "n1-euw", current: true, active: 2e8 },
        { name: "n3-euw", current: false, active: 4e9, lag: 1_204 },
      ],
    },
    ts: now.toISOString(),
    verdict: verdict(
      "stuck",
      "ack_limit",
      "Stuck",
      "No acknowledgement for 14 min; all 1,000 in-flight slots are taken.",
    ),
    rates: { in: 44, out: 0, over: "5s" },
    ...over,
  };
}

/** What is taken by hand: an order, and one that came before. */
export function fetched(over: Partial<FetchedMessage> = {}): FetchedMessage {
  return {
    sequence: 4_102_803,
    subject: "orders.eu.placed",
    time: ago(900),
    headers: { "Content-Type": ["application/json"] },
    data: '{"order":"A-1204","total":42.5}',
    encoding: "utf8",
    size: 31,
    ack: "$JS.ACK.ORDERS.shipping-eu.1.4102803.93531.1763908330000000000.15203",
    delivered: 1,
    consumer_seq: 93_531,
    pending: 15_203,
    ...over,
  };
}
