import type { Sort } from "@/shared/grid/column";

/** A stream as a list shows it. */
export interface Stream {
  name: string;
  kind: "stream" | "mirror" | "kv" | "objects";
  subjects: readonly string[];
  mirrorOf?: string;
  messages: number;
  bytes: number;
  /** Of its limit, 0 to 1. */
  full: number;
  rate: number;
  trend: readonly number[];
  /** How long ago the last message came, ms. */
  idle: number;
  consumers: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

// name, subjects, messages, bytes, full, rate, idle in s, consumers
const shop: [string, string, number, number, number, number, number, number][] = [
  ["AUDIT", "audit.>", 88_402_117, 61.4 * GiB, 0.61, 214, 0.2, 2],
  ["CART_EVENTS", "cart.*.added cart.*.removed", 12_004_511, 4.1 * GiB, 0.41, 880, 0.1, 4],
  ["CHECKOUT", "checkout.>", 3_120_448, 2.2 * GiB, 0.22, 96, 0.4, 5],
  ["EMAIL_OUT", "email.out.*", 1_204, 6.1 * MiB, 0.01, 4, 9, 1],
  ["FRAUD_SCORES", "fraud.score.>", 940_220, 512.7 * MiB, 0.5, 61, 0.3, 2],
  ["INVENTORY", "inventory.*.level inventory.*.moved", 2_418_906, 1.8 * GiB, 0.18, 340, 0.1, 6],
  ["INVOICES", "billing.invoice.>", 318_440, 402 * MiB, 0.04, 1, 41, 2],
  ["KV_config", "$KV.config.>", 214, 96.2 * KiB, 0.001, 0, 10_800, 1],
  ["KV_feature-flags", "$KV.feature-flags.>", 1_088, 410.8 * KiB, 0.001, 0.2, 360, 3],
  ["KV_locks", "$KV.locks.>", 37, 7.4 * KiB, 0.001, 18, 0.8, 0],
  ["NOTIFICATIONS", "notify.>", 48_020, 88.3 * MiB, 0.88, 120, 0.2, 3],
  ["OBJ_invoices", "$O.invoices.>", 61_207, 7.6 * GiB, 0.38, 0.1, 120, 0],
  ["OBJ_media", "$O.media.>", 402_118, 49.9 * GiB, 0.5, 2, 12, 0],
  ["ORDERS", "orders.>", 4_118_006, 4.4 * GiB, 0.22, 61, 0.1, 7],
  ["ORDERS_US_MIRROR", "ORDERS_US", 3_904_551, 4.2 * GiB, 0.21, 58, 0.3, 1],
  ["PAYMENTS", "payments.>", 1_902_338, 1.1 * GiB, 0.97, 141, 0.2, 4],
  ["PRICE_UPDATES", "price.*.*.changed", 8_400_112, 940.3 * MiB, 0.47, 1_204, 0, 8],
  ["REFUNDS", "refunds.>", 90_114, 71 * MiB, 0.07, 2, 18, 2],
  ["RETURNS", "returns.>", 41_870, 33.4 * MiB, 0.03, 0.6, 52, 1],
  ["SEARCH_INDEX", "search.index.>", 0, 0, 0, 0, 120, 1],
  ["SHIPMENTS", "shipments.*.*", 702_566, 388.2 * MiB, 0.38, 44, 0.5, 3],
  ["TELEMETRY", "telemetry.>", 100_000_000, 92.1 * GiB, 0.92, 12_310, 0, 2],
  ["WEBHOOKS_IN", "webhook.in.*", 18_204, 41.9 * MiB, 0.04, 9, 3, 1],
  ["WEBHOOKS_OUT", "webhook.out.*", 6_118, 14 * MiB, 0.01, 7, 4, 2],
];

function kindOf(name: string): Stream["kind"] {
  if (name.startsWith("KV_")) return "kv";
  if (name.startsWith("OBJ_")) return "objects";
  return name.endsWith("_MIRROR") ? "mirror" : "stream";
}

/** The same numbers every time, and no two rows alike. */
export function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
}

const trendOf = (seed: number, rate: number) =>
  Array.from({ length: 24 }, (_, step) => (rate === 0 ? 0 : rate * (0.7 + 0.6 * noise(seed * 31 + step))));

const named = shop.map(
  ([name, subjects, messages, bytes, full, rate, idle, consumers], seed): Stream => ({
    name,
    kind: kindOf(name),
    subjects: subjects.split(" "),
    ...(kindOf(name) === "mirror" ? { mirrorOf: subjects } : {}),
    messages,
    bytes,
    full,
    rate,
    trend: trendOf(seed, rate),
    idle: idle * 1_000,
    consumers,
  }),
);

const regions = ["eu", "us", "apac"];
const parts = ["orders", "payments", "inventory", "shipments", "audit", "telemetry", "cart", "search"];

const trends = Array.from({ length: 60 }, (_, seed) => trendOf(seed, 100));

/** The shop's streams, and as many more as are asked for. */
export function makeStreams(count: number): Stream[] {
  const more = Array.from({ length: Math.max(0, count - named.length) }, (_, index): Stream => {
    const [part, region] = [parts[index % parts.length] ?? "", regions[index % regions.length] ?? ""];
    const messages = Math.round(noise(index) * 9e6);
    const rate = Math.round(noise(index + 7) * 400);
    return {
      name: `${part.toUpperCase()}_${region.toUpperCase()}_${String(index).padStart(6, "0")}`,
      kind: "stream",
      subjects: [`${part}.${region}.${index}.>`],
      messages,
      bytes: messages * Math.round(200 + noise(index + 3) * 2_000),
      full: noise(index + 5),
      rate,
      trend: trends[index % trends.length] ?? [],
      idle: noise(index + 9) * 60_000,
      consumers: Math.round(noise(index + 11) * 8),
    };
  });
  return [...named, ...more].slice(0, count);
}

const values: Record<string, (stream: Stream) => number | string> = {
  name: ({ name }) => name,
  messages: ({ messages }) => messages,
  size: ({ bytes }) => bytes,
  full: ({ full }) => full,
  rate: ({ rate }) => rate,
  idle: ({ idle }) => idle,
  consumers: ({ consumers }) => consumers,
};

/** What a server would do with it: the grid itself never sorts or filters. */
export function answer(streams: readonly Stream[], { filter, sort }: { filter: string; sort: Sort }): Stream[] {
  const wanted = filter.toLowerCase();
  const found = streams.filter(
    ({ name, subjects }) =>
      name.toLowerCase().includes(wanted) || subjects.some((subject) => subject.toLowerCase().includes(wanted)),
  );
  const read = values[sort.by];
  if (!read) return found;
  const sign = sort.desc ? -1 : 1;
  return found.toSorted((a, b) => {
    const [x, y] = [read(a), read(b)];
    return sign * (typeof x === "string" ? x.localeCompare(String(y)) : x - Number(y));
  });
}
