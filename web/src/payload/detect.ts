import type { ReadOptions, ReadResult } from "./binary-reader";
import { readCbor } from "./cbor";
import { isGzip } from "./gzip";
import { type JsonScan, scanJson } from "./json-scan";
import { begins, knownKind } from "./magic";
import { readMsgpack } from "./msgpack";
import { atOnce, type Work } from "./slices";
import { scanText, type TextFacts } from "./utf8";

export type Format = "empty" | "json" | "json-lines" | "text" | "msgpack" | "cbor" | "gzip" | "binary";

export interface Detected {
  format: Format;
  /** What told: the header, the first bytes, that all of it could be read, that it is text, or that nothing else fits. */
  why: "content-type" | "magic" | "parsed" | "utf8" | "nothing-else";
  confidence: "certain" | "likely" | "guess";
  /** What binary data begins like: "PNG image". */
  kind?: string;
  /** The headers claim something that the bytes are not: in words. */
  objection?: string;
  /** Bytes that are not UTF-8, in what is text all the same. */
  invalid?: number;
}

export interface Hint {
  contentType?: string | undefined;
  contentEncoding?: string | undefined;
  /** The bytes are the first part of a longer value. */
  cut?: boolean | undefined;
}

/** Tells what bytes are. Headers are believed only as far as the bytes agree. */
export function detect(bytes: Uint8Array, hint: Hint = {}): Detected {
  return atOnce(detecting(bytes, hint));
}

/** As above, for values that are too large to be looked at in one go. */
export function* detecting(bytes: Uint8Array, hint: Hint = {}): Work<Detected> {
  if (bytes.length === 0) return { format: "empty", why: "nothing-else", confidence: "certain" };
  if (isGzip(bytes)) return { format: "gzip", why: "magic", confidence: "certain" };
  const claim = claimOf(hint.contentType);
  const encoded = yield* asEncoded(bytes, claim, hint.cut);
  if (encoded) return encoded;
  const found = yield* unclaimed(bytes, claim, hint.cut);
  const objection = found.objection ?? objectionTo(found, claim, hint);
  return objection ? { ...found, objection } : found;
}

function* unclaimed(bytes: Uint8Array, claim: Claim | undefined, cut: boolean | undefined): Work<Detected> {
  const facts = yield* scanText(bytes, cut);
  const clean = facts.invalid === 0 && facts.controls * 20 <= bytes.length;
  if (clean || claim === "json" || claim === "text") {
    const text = yield* asText(bytes, facts, claim, cut);
    if (clean || text.format !== "text" || claim === "text") return text;
  }
  const kind = knownKind(bytes);
  if (kind) return { format: "binary", why: "magic", confidence: "likely", kind };
  const value = yield* asBinaryValue(bytes, cut);
  if (value) return value;
  // Mostly text, in another charset or with a slip in it.
  if (facts.invalid > 0 && (facts.invalid + facts.controls) * 10 <= bytes.length)
    return { format: "text", why: "utf8", confidence: "guess", invalid: facts.invalid };
  return { format: "binary", why: "nothing-else", confidence: "certain" };
}

// Text and JSON

const opening = new Set([..."{["].map((character) => character.charCodeAt(0)));

function* asText(
  bytes: Uint8Array,
  facts: TextFacts,
  claim: Claim | undefined,
  cut: boolean | undefined,
): Work<Detected> {
  const invalid = facts.invalid > 0 ? { invalid: facts.invalid } : {};
  const json = yield* asJson(bytes, claim, cut);
  if (typeof json === "object") return { ...json, ...invalid };
  const objection = json === undefined ? {} : { objection: json };
  const confidence = facts.invalid === 0 ? "certain" : "likely";
  return { format: "text", why: claim === "text" ? "content-type" : "utf8", confidence, ...objection, ...invalid };
}

/** JSON, or why it is none although a header says so. */
function* asJson(
  bytes: Uint8Array,
  claim: Claim | undefined,
  cut: boolean | undefined,
): Work<Detected | string | undefined> {
  const claimed = claim === "json";
  if (!claimed && (claim !== undefined || !mayBeJson(bytes))) return undefined;
  const json = yield* scanJson(bytes, { cut: cut === true });
  const format = jsonFormat(json, bytes, claimed);
  if (format && claimed) return { format, why: "content-type", confidence: "certain" };
  if (format) return { format, why: "parsed", confidence: json.unfinished ? "likely" : "certain" };
  if (!claimed || !json.error) return undefined;
  return `Content-Type says JSON, but at byte ${json.error.at} JSON would have ${json.error.expected}.`;
}

function mayBeJson(bytes: Uint8Array): boolean {
  const first = bytes[firstInk(bytes)] ?? 0;
  return opening.has(first) || first === 0x22;
}

function firstInk(bytes: Uint8Array): number {
  let at = begins(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return at;
}

/**
 * A string in quotes is JSON, a bare number or word is text unless a header says otherwise. Several values are JSON lines
 * when all of them are objects or arrays: a list of numbers is just text.
 */
function jsonFormat(json: JsonScan, bytes: Uint8Array, claimed: boolean): "json" | "json-lines" | undefined {
  if (json.error) return undefined;
  const values = json.values + (json.unfinished ? 1 : 0);
  if (values > 1) return claimed || json.scalars === 0 ? "json-lines" : undefined;
  return claimed || json.scalars === 0 || bytes[firstInk(bytes)] === 0x22 ? "json" : undefined;
}

// MessagePack and CBOR

type Reader = (bytes: Uint8Array, options: ReadOptions) => Work<ReadResult>;

function* asEncoded(bytes: Uint8Array, claim: Claim | undefined, cut = false): Work<Detected | undefined> {
  if (claim !== "msgpack" && claim !== "cbor") return undefined;
  const read: Reader = claim === "msgpack" ? readMsgpack : readCbor;
  const result = yield* read(bytes, { cut });
  if (result.error || (!result.unfinished && result.length < bytes.length)) return undefined;
  return { format: claim, why: "content-type", confidence: "certain" };
}

/**
 * Nearly every byte is the beginning of something in both encodings, and "hello" is four numbers and a bit. So without a
 * header they are believed only when the bytes are not valid UTF-8 (an array or map never is: its head is a continuation
 * byte), when exactly one array or map takes all of them, and when it is too regular for chance: a map with text for its
 * keys, or anything with two members in eight bytes or more.
 */
function* asBinaryValue(bytes: Uint8Array, cut = false): Work<Detected | undefined> {
  const cbor = yield* readCbor(bytes, { cut });
  const selfDescribed = begins(bytes, [0xd9, 0xd9, 0xf7]);
  if (selfDescribed && isWhole(cbor, bytes)) return { format: "cbor", why: "magic", confidence: "certain" };
  const msgpack = yield* readMsgpack(bytes, { cut });
  const grades = { msgpack: grade(msgpack, bytes), cbor: grade(cbor, bytes) };
  const format = grades.cbor > grades.msgpack ? "cbor" : "msgpack";
  if (grades[format] === 0) return undefined;
  return { format, why: "parsed", confidence: grades[format] === 2 ? "likely" : "guess" };
}

function grade(result: ReadResult, bytes: Uint8Array): 0 | 1 | 2 {
  if (!isWhole(result, bytes) || result.root === "scalar" || result.members === 0) return 0;
  if (result.root === "map" && result.textKeys) return 2;
  return !result.unfinished && bytes.length >= 8 && result.members >= 2 ? 1 : 0;
}

function isWhole({ error, unfinished, length }: ReadResult, bytes: Uint8Array): boolean {
  return !error && (unfinished || length === bytes.length);
}

// What the headers say

type Claim = "json" | "text" | "msgpack" | "cbor";

const claims: readonly (readonly [RegExp, Claim])[] = [
  [/^(application|text)\/((x-)?(json|ndjson|jsonl|jsonlines))$|\+json$/, "json"],
  [/^(application|text)\/(x-|vnd\.)?(msgpack|messagepack)$|\+msgpack$/, "msgpack"],
  [/^application\/(cbor|cbor-seq)$|\+cbor$/, "cbor"],
  [/^text\/|^application\/(xml|yaml|x-yaml|toml|javascript|x-www-form-urlencoded)$|\+(xml|yaml)$/, "text"],
];

function claimOf(contentType: string | undefined): Claim | undefined {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return claims.find(([pattern]) => pattern.test(type))?.[1];
}

const claimWords: Record<Claim, string> = { json: "JSON", text: "text", msgpack: "MessagePack", cbor: "CBOR" };

function objectionTo(found: Detected, claim: Claim | undefined, hint: Hint): string | undefined {
  if (/\bgzip\b/i.test(hint.contentEncoding ?? "")) return "Content-Encoding says gzip, but it is not.";
  if (!claim || found.why === "content-type") return undefined;
  return `Content-Type says ${claimWords[claim]}, but it is not.`;
}
