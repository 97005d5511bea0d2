import type { Lineage, StreamDetail, StreamList, StreamSubjects, StreamSummary } from "@/api/types";
import { consumerList, consumers } from "./consumer-fixtures";
import { now, problem } from "./fixtures";

// A shop's streams, and what the API answers about them.

const [KiB, MiB, GiB] = [1024, 1024 ** 2, 1024 ** 3];
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
const nanos = (seconds: number) => seconds * 1e9;

function kindOf(name: string): StreamSummary["kind"] {
  if (name.startsWith("KV_")) return "kv";
  if (name.startsWith("OBJ_")) return "objects";
  return name.endsWith("_MIRROR") ? "mirror" : "stream";
}

/** A stream as the list has it. */
export function summaryOf(name: string, over: Partial<StreamSummary> = {}): StreamSummary {
  const kind = kindOf(name);
  const messages = over.messages ?? 1_000;
  return {
    name,
    kind,
    subjects: kind === "mirror" ? [] : [`${name.toLowerCase()}.>`],
    subjects_configured: kind === "mirror" ? 0 : 1,
    storage: "file",
    retention: "limits",
    discard: "old",
    replicas: 3,
    messages,
    bytes: messages * 1_100,
    first_sequence: 1,
    last_sequence: messages,
    last_time: ago(1),
    consumers: 1,
    leader: "n2-euw",
    health: "ok",
    created: ago(41 * 86_400),
    ...over,
  };
}

type Row = [
  name: string,
  subjects: string,
  messages: number,
  bytes: number,
  full: number,
  idle: number,
  consumers: number,
];

const shop: Row[] = [
  ["AUDIT", "audit.>", 88_402_117, 61.4 * GiB, 0.61, 0.2, 2],
  ["CART_EVENTS", "cart.*.added cart.*.removed", 12_004_511, 4.1 * GiB, 0.41, 0.1, 4],
  ["CHECKOUT", "checkout.>", 3_120_448, 2.2 * GiB, 0.22, 0.4, 5],
  ["EMAIL_OUT", "email.out.*", 1_204, 6.1 * MiB, 0.01, 9, 1],
  ["FRAUD_SCORES", "fraud.score.>", 940_220, 512.7 * MiB, 0.5, 0.3, 2],
  ["INVENTORY", "inventory.*.level inventory.*.moved", 2_418_906, 1.8 * GiB, 0.18, 0.1, 6],
  ["INVOICES", "billing.invoice.>", 318_440, 402 * MiB, 0.04, 41, 2],
  ["KV_config", "$KV.config.>", 214, 96.2 * KiB, 0.001, 10_800, 1],
  ["KV_feature-flags", "$KV.feature-flags.>", 1_088, 410.8 * KiB, 0.001, 360, 3],
  ["KV_locks", "$KV.locks.>", 37, 7.4 * KiB, 0.001, 0.8, 0],
  ["NOTIFICATIONS", "notify.>", 48_020, 88.3 * MiB, 0.88, 0.2, 3],
  ["OBJ_invoices", "$O.invoices.>", 61_207, 7.6 * GiB, 0.38, 120, 0],
  ["OBJ_media", "$O.media.>", 402_118, 49.9 * GiB, 0.5, 12, 0],
  ["ORDERS", "orders.>", 4_118_006, 4.4 * GiB, 0.22, 0.1, 7],
  ["ORDERS_US_MIRROR", "", 3_904_551, 4.2 * GiB, 0.21, 0.3, 1],
  ["PAYMENTS", "payments.>", 1_902_338, 1.1 * GiB, 0.97, 0.2, 4],
  ["PRICE_UPDATES", "price.*.*.changed", 8_400_112, 940.3 * MiB, 0.47, 0, 8],
  ["REFUNDS", "refunds.>", 90_114, 71 * MiB, 0.07, 18, 2],
  ["RETURNS", "returns.>", 41_870, 33.4 * MiB, 0.03, 52, 1],
  ["SEARCH_INDEX", "search.index.>", 0, 0, 0, 120, 1],
  ["SHIPMENTS", "shipments.*.*", 702_566, 388.2 * MiB, 0.38, 0.5, 3],
  ["TELEMETRY", "telemetry.>", 100_000_000, 92.1 * GiB, 0.92, 0, 2],
  ["WEBHOOKS_IN", "webhook.in.*", 18_204, 41.9 * MiB, 0.04, 3, 1],
  ["WEBHOOKS_OUT", "webhook.out.*", 6_118, 14 * MiB, 0.01, 4, 2],
];

/** The streams by name. */
export const streams: readonly StreamSummary[] = shop.map(
  ([name, subjects, messages, bytes, full, idle, consumers]): StreamSummary =>
    summaryOf(name, {
      ...(subjects ? { subjects: subjects.split(" "), subjects_configured: subjects.split(" ").length } : {}),
      ...(name === "ORDERS_US_MIRROR" ? { mirror: "ORDERS_US" } : {}),
      ...(name === "SHIPMENTS" ? { health: "replica_behind" as const } : {}),
      messages,
      bytes,
      full,
      last_time: ago(idle),
      consumers,
    }),
);

/** Many more, to be scrolled through. */
export function manyStreams(count: number): StreamSummary[] {
  return Array.from({ length: count }, (_, index) =>
    summaryOf(`STREAM_${String(index).padStart(5, "0")}`, { messages: (index * 7_919) % 100_000 }),
  );
}

const values: Record<string, (one: StreamSummary) => number | string> = {
  name: ({ name }) => name,
  messages: ({ messages }) => messages,
  bytes: ({ bytes }) => bytes,
  consumers: ({ consumers }) => consumers,
  last: ({ last_time = "" }) => Date.parse(last_time) || 0,
  full: ({ full = -1 }) => full,
};

/** What the API answers to a query over these streams: sorted, narrowed down, a page of it. */
export function listOf(search: string, all: readonly StreamSummary[] = streams): StreamList {
  const query = new URLSearchParams(search);
  const [q, kind, storage] = [query.get("q") ?? "", query.get("kind")?.split(","), query.get("storage")];
  const [from, limit] = [Number(query.get("cursor") ?? 0), Number(query.get("limit") ?? 100)];
  const read = values[query.get("sort") ?? "name"] ?? (() => 0);
  const sign = query.get("order") === "desc" ? -1 : 1;
  const text = (one: StreamSummary) => [one.name, ...one.subjects].join(" ").toLowerCase();
  const found = all
    .filter((one) => text(one).includes(q.toLowerCase()))
    .filter((one) => !kind || kind.includes(one.kind))
    .filter((one) => !storage || storage === one.storage)
    .filter((one) => !query.get("only")?.includes("near_limit") || (one.full ?? 0) >= 0.85)
    .toSorted((a, b) => {
      const [x, y] = [read(a), read(b)];
      return sign * (typeof x === "string" ? x.localeCompare(String(y)) : x - Number(y));
    });
  return {
    streams: found.slice(from, from + limit),
    total: found.length,
    streams_total: all.length,
    partial: false,
    missing: [],
    missing_total: 0,
    at: now.toISOString(),
    ...(from + limit < found.length ? { next_cursor: String(from + limit) } : {}),
    ...(found.length === 0 && q ? { nearest: "ORDERS" } : {}),
  };
}

/** One stream on three servers, one of which lags. */
export const orders: StreamDetail = {
  revision: "9f2c61d0a4be7715",
  config: {
    name: "ORDERS",
    description: "Every order event from the shop, kept for a day. Owned by the checkout team.",
    subjects: ["orders.>"],
    retention: "limits",
    storage: "file",
    discard: "old",
    compression: "s2",
    max_consumers: -1,
    max_msgs: -1,
    max_bytes: 20 * GiB,
    max_age: nanos(86_400),
    max_msgs_per_subject: -1,
    max_msg_size: MiB,
    num_replicas: 3,
    duplicate_window: nanos(120),
    allow_direct: true,
    allow_rollup_hdrs: false,
    deny_delete: false,
    deny_purge: false,
    republish: { src: "orders.>", dest: "live.orders.>" },
    metadata: { team: "checkout", "_nats.ver": "2.15.2" },
  },
  created: ago(41 * 86_400),
  state: {
    messages: 4_118_006,
    bytes: 4.4 * GiB,
    first_seq: 184_220_114,
    first_ts: ago(86_400),
    last_seq: 188_338_119,
    last_ts: ago(0.1),
    num_subjects: 41_207,
    num_deleted: 0,
    consumer_count: 7,
  },
  cluster: {
    name: "eu-west",
    raft_group: "S-R3F-8kQ2",
    leader: "n2-euw",
    leader_since: ago(86_400 * 3),
    replicas: [
      { name: "n1-euw", current: true, active: 4e8 },
      { name: "n3-euw", current: false, active: 2e8, lag: 1_204 },
    ],
  },
  ts: now.toISOString(),
};

/** The same some seconds later. */
export function ordersLater(seconds: number, perSecond = 61): StreamDetail {
  const stored = Math.round(seconds * perSecond);
  return {
    ...orders,
    state: { ...orders.state, messages: orders.state.messages + stored, last_seq: orders.state.last_seq + stored },
    ts: new Date(now.getTime() + seconds * 1000).toISOString(),
  };
}

/** A mirror whose origin is cut off. @public the browser tests show it. */
export const mirror: StreamDetail = {
  ...orders,
  config: {
    ...orders.config,
    name: "ORDERS_US_MIRROR",
    description: "",
    subjects: [],
    mirror: { name: "ORDERS_US", external: { api: "$JS.us.API", deliver: "us.deliver" } },
  },
  mirror: {
    name: "ORDERS_US",
    lag: 1_204,
    active: nanos(95),
    external: { api: "$JS.us.API", deliver: "us.deliver" },
    error: { code: 404, err_code: 10_059, description: "stream not found" },
  },
};

const regions = ["eu", "us", "apac"];
const verbs = ["created", "paid", "shipped", "cancelled", "refunded", "failed"];

/** What is in ORDERS, the fullest subject first. */
export const subjects: StreamSubjects = {
  subjects: regions
    .flatMap((region, a) =>
      verbs.map((verb, b) => ({
        subject: `orders.${region}.${verb}`,
        messages: Math.round(1_204_882 / (1 + a * 2 + b)),
      })),
    )
    .toSorted((a, b) => b.messages - a.messages),
  total: regions.length * verbs.length,
  partial: false,
};

/** Where the messages of ORDERS come from and go to. */
export const lineage: Lineage = {
  nodes: [
    { id: "ORDERS", name: "ORDERS", kind: "stream", known: true, messages: 4_118_006 },
    { id: "ORDERS_EU", name: "ORDERS_EU", kind: "stream", known: true, messages: 2_002_118 },
    { id: "ORDERS_US", name: "ORDERS_US", kind: "external", known: false },
    { id: "AUDIT", name: "AUDIT", kind: "stream", known: true, messages: 88_402_117 },
    { id: "ORDERS_MIRROR", name: "ORDERS_MIRROR", kind: "mirror", known: true, messages: 4_118_001 },
    { id: "live", name: "live.orders.>", kind: "subject", known: true },
  ],
  edges: [
    { from: "ORDERS_EU", to: "ORDERS", kind: "source", filter: "orders.eu.>", lag: 0, active: "240ms" },
    {
      from: "ORDERS_US",
      to: "ORDERS",
      kind: "source",
      transform: [{ src: "us.>", dest: "orders.us.>" }],
      lag: 1_204,
      active: "1m35s",
      error: "stream not found",
      external: { api: "$JS.us.API", deliver: "us.deliver" },
    },
    { from: "ORDERS", to: "AUDIT", kind: "source", lag: 0, active: "1s" },
    { from: "ORDERS", to: "ORDERS_MIRROR", kind: "mirror", lag: 5, active: "300ms" },
    { from: "ORDERS", to: "live", kind: "republish" },
  ],
  partial: false,
};

/** There is no such stream. */
export const noStream = problem(404, "stream_not_found", "There is no stream of this name.", {
  nats: { err_code: 10_059, description: "stream not found" },
});

/** The consumers of ORDERS that fare worst, of seven. */
const worst = consumerList(consumers.filter(({ stream }) => stream === "ORDERS").slice(0, 4), { consumers_total: 7 });

/** The answers about streams, by operation. */
export const streamAnswers = {
  "GET /api/nats/streams": ({ search }: { search: string }) => listOf(search),
  "GET /api/nats/streams/ORDERS": orders,
  "GET /api/nats/streams/ORDERS/subjects": subjects,
  "GET /api/nats/streams/ORDERS/lineage": lineage,
  "GET /api/nats/streams/ORDERS/consumers": worst,
  "GET /api/nats/streams/ORDERS_MIRROR": mirror,
  "GET /api/nats/streams/ORDERS_MIRROR/lineage": lineage,
  "GET /api/nats/streams/ORDERS_US_MIRROR": mirror,
  "GET /api/nats/streams/ORDERS_US_MIRROR/consumers": consumerList([]),
  "GET /api/nats/streams/ORDERZ": noStream,
  "GET /api/nats/streams/ORDERZ/consumers": noStream,
};
