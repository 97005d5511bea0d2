import type { components } from "@/api/schema";

const bucket: components["schemas"]["ObjectBucket"] = {
  bucket: "reports",
  stream: "OBJ_reports",
  description: "what the month brought",
  bytes: 5_368_709_120,
  storage: "file",
  replicas: 3,
  compressed: false,
  sealed: false,
  created: "2026-11-01T08:00:00Z",
};

const objectBucketsAnswer: components["schemas"]["ObjectBuckets"] = {
  buckets: [
    bucket,
    { ...bucket, bucket: "archive", stream: "OBJ_archive", description: "", sealed: true, replicas: 1, ttl: "24h0m0s" },
  ],
  total: 2,
  partial: false,
};

/** An object of the bucket reports. */
export const objectOf = (
  name: string,
  more: Partial<components["schemas"]["StoredObject"]> = {},
): components["schemas"]["StoredObject"] => ({
  name,
  size: 13,
  chunks: 1,
  chunk_size: 131_072,
  digest: "SHA-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
  nuid: "GbiYhjKJnQ3XjTcNUQNkGC",
  modified: "2026-11-24T10:11:12Z",
  revision: 7,
  subject: "$O.reports.M.MjAyNi5qc29u",
  ...more,
});

const objects = "/api/nats/objects/buckets/reports";

/** What a server with these buckets answers. */
export const objectAnswers = {
  "GET /api/nats/objects/buckets": objectBucketsAnswer,
  [`GET ${objects}/objects`]: {
    objects: [
      objectOf("2026.json"),
      objectOf("../../x", { size: 5_368_709_120, chunks: 40_960, revision: 40_968 }),
      objectOf("latest", { size: 0, chunks: 0, link: { bucket: "reports", name: "2026.json" } }),
    ],
    sort: "name",
    total: 3,
    partial: false,
    took: "1ms",
  } satisfies components["schemas"]["StoredObjects"],
  [`GET ${objects}/object`]: objectOf("2026.json", { description: "of the year", metadata: { team: "billing" } }),
  [`GET ${objects}/object/content`]: { total: 61_402 },
};
