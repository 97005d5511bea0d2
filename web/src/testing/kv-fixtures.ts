import type { Bucket, BucketEntry, BucketKey } from "@/api/types";

const bucketOf = (bucket: string, over: Partial<Bucket> = {}): Bucket => ({
  bucket,
  stream: `KV_${bucket}`,
  keys: 3,
  revisions: 12,
  bytes: 4096,
  history: 10,
  storage: "file",
  replicas: 3,
  compressed: false,
  ...over,
});

const bucketsAnswer = {
  buckets: [
    bucketOf("config", { description: "What the shop is set to" }),
    bucketOf("sessions", { keys: 1_204_118, revisions: 1_204_118, bytes: 512_000_000, history: 1, ttl: "24h0m0s" }),
    bucketOf("copy", { mirror: "KV_config" }),
    bucketOf("empty", { keys: 0, revisions: 0, bytes: 0 }),
  ],
  total: 4,
  partial: false,
};

const keyOf = (key: string, over: Partial<BucketKey> = {}): BucketKey => ({
  key,
  revision: 41,
  created: "2026-11-23T09:30:00Z",
  operation: "put",
  size: 51,
  ...over,
});

const keysAnswer = {
  keys: [
    keyOf("checkout/limits"),
    keyOf("mail.from", { revision: 8, size: 16 }),
    keyOf("old.key", { revision: 40, operation: "delete", size: 0 }),
    keyOf("<img/src=x/onerror=alert(1)>", { revision: 44 }),
    keyOf("k".repeat(200), { revision: 45, size: 8_388_608 }),
  ],
  sort: "key" as const,
  total: 5,
  total_exact: true,
  partial: false,
  scanned: 5,
  took: "1ms",
};

/** A page with these keys. */
export const keysPage = (keys: readonly string[], over: Record<string, unknown> = {}) => ({
  ...keysAnswer,
  keys: keys.map((key) => keyOf(key)),
  total: keys.length,
  ...over,
});

export const entryOf = (data: string, over: Partial<BucketEntry> = {}): BucketEntry => ({
  ...keyOf("checkout/limits", { size: data.length }),
  data,
  encoding: "utf8",
  ...over,
});

const historyAnswer = {
  revisions: [
    entryOf('{"max_items":50}'),
    entryOf("", { revision: 40, operation: "delete", size: 0 }),
    entryOf('{"max_items":20}', { revision: 12 }),
  ],
  partial: false,
};

const keys = "/api/nats/kv/buckets/config/keys";

/** What a server with these buckets answers. */
export const kvAnswers = {
  "GET /api/nats/kv/buckets": bucketsAnswer,
  "GET /api/nats/kv/buckets/config": { bucket: bucketOf("config") },
  [`GET ${keys}`]: keysAnswer,
  [`GET ${keys}/checkout%2Flimits`]: entryOf('{"max_items":50}'),
  [`GET ${keys}/checkout%2Flimits/history`]: historyAnswer,
};
