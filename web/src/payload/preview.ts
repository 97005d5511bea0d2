import type { Message } from "@/api/types";
import { payloadBytes } from "@/payload/from-api";
import { isGzip } from "@/payload/gzip";
import { knownKind } from "@/payload/magic";
import { atOnce } from "@/payload/slices";
import { escapedText } from "@/payload/visible";

/** What a row shows of a payload. */
export type Preview = { kind: "empty" } | { kind: "text"; text: string } | { kind: "bytes"; mark: string; hex: string };

type Shown = Pick<Message, "data" | "encoding" | "size">;

const made = new WeakMap<Shown, Preview>();

/** Made once for each message: rows are drawn anew more often than they are read. */
export function previewOf(message: Shown): Preview {
  const known = made.get(message) ?? make(message);
  made.set(message, known);
  return known;
}

/** More than the widest column has room for, characters and bytes. */
const most = { text: 500, hex: 64 };

function make(message: Shown): Preview {
  if (message.size === 0) return { kind: "empty" };
  const begun = message.data.slice(0, most.text);
  if (message.encoding === "utf8" && !isMostlyControls(begun)) return { kind: "text", text: oneLine(begun) };
  return previewOfBytes(payloadBytes(message));
}

/** The same of bytes that are not in the API's form. */
export function previewOfBytes(bytes: Uint8Array<ArrayBuffer>): Preview {
  if (bytes.length === 0) return { kind: "empty" };
  if (isGzip(bytes)) return { kind: "bytes", mark: "gzip", hex: hexOf(bytes) };
  const kind = knownKind(bytes);
  if (kind) return { kind: "bytes", mark: kind, hex: hexOf(bytes) };
  const start = bytes.subarray(0, most.text);
  if (isMostlyText(start)) return { kind: "text", text: oneLine(atOnce(escapedText(start))) };
  return { kind: "bytes", mark: "binary", hex: hexOf(bytes) };
}

/** JSON without the white space of its layout; the lines of any other text after one another. */
function oneLine(text: string): string {
  const trimmed = text.trimStart();
  if (!/[\n\t]/.test(trimmed)) return trimmed;
  if (!/^[{[]/.test(trimmed)) return trimmed.replace(/[ \t]*\r?\n\s*/g, " ↵ ").replaceAll("\t", " ");
  // A string is taken whole, so that white space in it stays; the last one may be cut.
  return trimmed.replace(/"(?:[^"\\]|\\.)*(?:"|$)|\s+/g, (found) => (found.startsWith('"') ? found : ""));
}

function isMostlyControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted.
  const controls = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g)?.length ?? 0;
  return controls * 8 > text.length;
}

/** Text in another charset, or with a slip in it. */
function isMostlyText(bytes: Uint8Array): boolean {
  const printed = bytes.reduce((sum, byte) => sum + Number((byte >= 0x20 && byte < 0x7f) || byte === 10), 0);
  return printed * 10 >= bytes.length * 8;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, most.hex), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
