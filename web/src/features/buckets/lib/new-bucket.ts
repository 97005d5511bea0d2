import type { NewBucket, NewObjectBucket } from "@/api/types";
import { readBytes } from "@/shared/document/quantities";
import { parseGoDuration } from "@/shared/lib/duration";
import { arePairs, readPairs } from "@/shared/lib/pairs";
import type { NewStoreBucket } from "../api/buckets";

/** A bucket to be made, as it is typed. */
export interface BucketDraft {
  bucket: string;
  description: string;
  history: string;
  ttl: string;
  storage: "file" | "memory";
  markerTtl: string;
  maxBytes: string;
  maxValue: string;
  replicas: string;
  compression: boolean;
  cluster: string;
  /** Words with commas or lines between them, as the next ones are. */
  tags: string;
  mirror: string;
  sources: string;
  republishFrom: string;
  republishTo: string;
  headersOnly: boolean;
  /** A name=value a line. */
  metadata: string;
}

export const emptyBucket: BucketDraft = {
  bucket: "",
  description: "",
  history: "1",
  ttl: "",
  storage: "file",
  markerTtl: "",
  maxBytes: "",
  maxValue: "",
  replicas: "1",
  compression: false,
  cluster: "",
  tags: "",
  mirror: "",
  sources: "",
  republishFrom: "",
  republishTo: "",
  headersOnly: false,
  metadata: "",
};

export type BucketProblems = Partial<Record<keyof BucketDraft, string>>;

const bucketName = /^[A-Za-z0-9_-]{1,252}$/;
const wrongName = "A name has letters, digits, - and _.";

const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== "");

/** What of it cannot be asked for. That the name is missing is no mistake yet. */
export function checkBucket(draft: BucketDraft): BucketProblems {
  const { bucket, history, replicas, mirror, sources, republishFrom, headersOnly, republishTo, metadata } = draft;
  const found: Record<string, string | false | undefined> = {
    bucket: bucket !== "" && !bucketName.test(bucket) && wrongName,
    history: !isBetween(history, 1, 64) && "A whole number from 1 to 64.",
    replicas: !isBetween(replicas, 1, 5) && "A whole number from 1 to 5.",
    ttl: lifetimeProblem(draft.ttl),
    markerTtl: lifetimeProblem(draft.markerTtl),
    maxBytes: bytesProblem(draft.maxBytes, Number.MAX_SAFE_INTEGER),
    maxValue: bytesProblem(draft.maxValue, 2_147_483_647),
    mirror: mirror !== "" && !bucketName.test(mirror) && wrongName,
    sources:
      mirror !== "" && sources.trim() !== ""
        ? "A bucket mirrors another or has sources, not both."
        : !words(sources).every((name) => bucketName.test(name)) && `${wrongName} One a line.`,
    republishTo: republishTo === "" && (republishFrom !== "" || headersOnly) && "Say on which subject.",
    metadata: !arePairs(metadata, "=") && "name=value, one a line.",
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem)) as BucketProblems;
}

const isBetween = (text: string, least: number, most: number) =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;

function lifetimeProblem(text: string): string | undefined {
  const ms = text === "" ? 1_000 : parseGoDuration(text);
  return ms === undefined || ms < 1_000 || ms % 1_000 !== 0 ? "Whole seconds, such as 90s or 24h." : undefined;
}

function bytesProblem(text: string, most: number): string | undefined {
  if (text === "") return undefined;
  const { value, problem } = readBytes(text);
  if (problem !== undefined) return problem;
  return value < 1n || value > BigInt(most) ? "1 byte at least, and not more than fits." : undefined;
}

const bytesOf = (text: string) => Number(readBytes(text).value ?? 0n);

/** What the API is asked for, for a bucket of the object store. A bucket of keys has that, too. */
export function objectBody(draft: BucketDraft): NewObjectBucket {
  const { description, ttl, cluster } = draft;
  const [tags, metadata] = [words(draft.tags), readPairs(draft.metadata, "=")];
  return {
    bucket: draft.bucket,
    storage: draft.storage,
    replicas: Number(draft.replicas),
    ...(description && { description }),
    ...(ttl && { ttl }),
    ...(draft.maxBytes && { max_bytes: bytesOf(draft.maxBytes) }),
    ...(draft.compression && { compression: true }),
    ...((cluster || tags.length > 0) && {
      placement: { ...(cluster && { cluster }), ...(tags.length > 0 && { tags }) },
    }),
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
  };
}

/** What the API is asked for, for a bucket of the key-value store. */
export function kvBody(draft: BucketDraft): NewBucket {
  const { markerTtl, mirror } = draft;
  const sources = words(draft.sources);
  return {
    ...objectBody(draft),
    history: Number(draft.history),
    ...(markerTtl && { limit_marker_ttl: markerTtl }),
    ...(draft.maxValue && { max_value_size: bytesOf(draft.maxValue) }),
    ...(mirror && { mirror }),
    ...(sources.length > 0 && { sources }),
    ...republishOf(draft),
  };
}

function republishOf({ republishFrom, republishTo, headersOnly }: BucketDraft): Pick<NewBucket, "republish"> {
  if (!republishTo) return {};
  return {
    republish: {
      ...(republishFrom && { src: republishFrom }),
      dest: republishTo,
      ...(headersOnly && { headers_only: true }),
    },
  };
}

const flag = (name: string, value: string | number | undefined) => (value === undefined ? [] : [`--${name}=${value}`]);

/** The words of the command that makes the same, without the name. */
export function addWords({ store, body }: NewStoreBucket): string[] {
  const { placement, metadata = {} } = body;
  return [
    store === "kv" ? "kv" : "object",
    "add",
    ...(store === "kv" ? kvWords(body) : []),
    `--storage=${body.storage}`,
    `--replicas=${body.replicas}`,
    ...flag("description", body.description),
    ...flag("ttl", body.ttl),
    ...flag("max-bucket-size", body.max_bytes),
    ...(body.compression ? ["--compress"] : []),
    ...flag("cluster", placement?.cluster),
    ...(placement?.tags ?? []).map((tag) => `--tags=${tag}`),
    ...Object.entries(metadata).map(([name, value]) => `--metadata=${name}=${value}`),
  ];
}

function kvWords({ republish, sources = [], ...body }: NewBucket): string[] {
  return [
    `--history=${body.history}`,
    ...flag("marker-ttl", body.limit_marker_ttl),
    ...flag("max-value-size", body.max_value_size),
    ...flag("mirror", body.mirror),
    ...sources.map((source) => `--source=${source}`),
    ...flag("republish-source", republish && (republish.src ?? ">")),
    ...flag("republish-destination", republish?.dest),
    ...(republish?.headers_only ? ["--republish-headers"] : []),
  ];
}

const places: Record<string, keyof BucketDraft> = {
  bucket: "bucket",
  description: "description",
  history: "history",
  ttl: "ttl",
  limit_marker_ttl: "markerTtl",
  max_bytes: "maxBytes",
  max_value_size: "maxValue",
  replicas: "replicas",
  "placement.cluster": "cluster",
  "placement.tags": "tags",
  mirror: "mirror",
  sources: "sources",
  "republish.src": "republishFrom",
  "republish.dest": "republishTo",
  metadata: "metadata",
};

/** The fields that a server's refusal is about. */
export function refusedFields(errors: readonly { location: string; message: string }[] = []): BucketProblems {
  return Object.fromEntries(
    errors.flatMap(({ location, message }) => {
      const path = location.replace(/^body\./, "").replace(/\[\d+\].*$/, "");
      const field = places[path] ?? places[path.replace(/\..*$/, "")];
      return field ? [[field, message]] : [];
    }),
  );
}

const basic: readonly (keyof BucketDraft)[] = ["bucket", "history", "ttl", "storage"];

/** Something under "More options" is wrong, so it is not hidden. */
export const isWrongInside = (problems: BucketProblems) =>
  Object.keys(problems).some((field) => !basic.includes(field as keyof BucketDraft));
