import type { ReadResult } from "./binary-reader";
import { readCbor } from "./cbor";
import { type Detected, detecting, type Hint } from "./detect";
import { type Gunzipped, gunzip } from "./gzip";
import { scanJson } from "./json-scan";
import { type Lines, textLines } from "./lines";
import { readMsgpack } from "./msgpack";
import { inSlices, type Work } from "./slices";
import { StructureWriter } from "./structure-writer";

/** A value made ready to be shown. */
export interface Opened {
  /** What was stored, as it came. */
  stored: Detected;
  /** The bytes behind gzip, or the stored ones, and what they are. */
  content: Uint8Array;
  detected: Detected;
  unpacked?: Gunzipped["end"];
  /** To be read: a value laid out, or the text as it is. */
  lines: Lines;
  /** What a reader should know: that something is missing, or is not what it was said to be. */
  remarks: readonly string[];
  /** Only the beginning is here yet. */
  beginning: boolean;
}

/** Up to this size a value is read at once, within a frame even by code that runs for the first time. */
export const smallSize = 64 * 1024;

/** Of a larger one this much is shown while the rest is being read: more than a screenful. */
const beginningSize = 16 * 1024;

/** Lays the bytes out, whatever they are. Never fails: what cannot be read is text or binary. */
export function* opening(bytes: Uint8Array, hint: Hint = {}): Work<Opened> {
  const detected = yield* detecting(bytes, hint);
  const remarks = detected.objection ? [detected.objection] : [];
  const laid = yield* layOut(bytes, detected, hint.cut === true);
  if (laid.remark) remarks.push(laid.remark);
  return { stored: detected, content: bytes, detected, lines: laid.lines, remarks, beginning: false };
}

/** The first part of a large value, at once. */
export function* openingBeginning(bytes: Uint8Array, hint: Hint = {}): Work<Opened> {
  const opened = yield* opening(bytes.subarray(0, beginningSize), { ...hint, cut: true });
  return { ...opened, content: bytes, beginning: true };
}

/** All of it, in slices, through gzip if it is packed. */
export async function openWhole(bytes: Uint8Array, hint: Hint, signal?: AbortSignal): Promise<Opened> {
  const opened = await inSlices(opening(bytes, hint), signal);
  if (opened.detected.format !== "gzip") return opened;
  const { bytes: content, end } = await gunzip(bytes, undefined, signal);
  const inner = await inSlices(
    opening(content, { contentType: hint.contentType, cut: hint.cut === true || end !== "whole" }),
    signal,
  );
  const remarks = [...inner.remarks];
  if (end === "limit") remarks.unshift("Only the first 16 MiB were unpacked.");
  if (end === "broken" && !hint.cut)
    remarks.unshift("The gzip data is damaged; this is as far as it could be unpacked.");
  return { ...inner, stored: opened.stored, unpacked: end, remarks };
}

function* layOut(
  bytes: Uint8Array,
  { format, invalid = 0 }: Detected,
  cut: boolean,
): Work<{ lines: Lines; remark?: string | undefined }> {
  switch (format) {
    case "json":
    case "json-lines": {
      const writer = new StructureWriter(bytes.length);
      yield* scanJson(bytes, { writer, cut });
      return { lines: yield* writer.finish(), remark: invalidRemark(invalid) };
    }
    case "msgpack":
    case "cbor": {
      const writer = new StructureWriter(bytes.length);
      const result = yield* (format === "cbor" ? readCbor : readMsgpack)(bytes, { writer, cut });
      return { lines: yield* writer.finish(), remark: readRemark(result) };
    }
    default:
      return { lines: yield* textLines(bytes), remark: invalidRemark(invalid) };
  }
}

function readRemark({ stopped, invalid }: ReadResult): string | undefined {
  if (stopped) return "Decoded it would be longer than 64 MiB; the rest is not shown.";
  return invalidRemark(invalid);
}

function invalidRemark(invalid: number): string | undefined {
  if (invalid === 0) return undefined;
  return invalid === 1
    ? "1 byte is not valid UTF-8 and is shown as \\xNN."
    : `${invalid.toLocaleString("en-US")} bytes are not valid UTF-8 and are shown as \\xNN.`;
}
