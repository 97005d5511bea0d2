import type { Detected, Format } from "@/payload/detect";

const words: Record<Format, string> = {
  empty: "Empty",
  json: "JSON",
  "json-lines": "JSON lines",
  text: "Text",
  msgpack: "MessagePack",
  cbor: "CBOR",
  gzip: "gzip",
  binary: "Binary",
};

/** What a payload is, in a word or two: "JSON", "PNG image", "MessagePack?". */
export function formatWord({ format, kind, confidence }: Detected): string {
  const word = kind ?? words[format];
  return confidence === "guess" ? `${word}?` : word;
}

const reasons: Record<Detected["why"], string> = {
  "content-type": "as its Content-Type says",
  magic: "by its first bytes",
  parsed: "for all of it can be read so",
  utf8: "for it is UTF-8",
  "nothing-else": "for it is nothing that is known here",
};

/** Why it is taken for that. */
export function formatReason({ format, why, confidence }: Detected): string {
  if (format === "text" && confidence === "guess") return "Text, for most of it is UTF-8";
  return `${words[format]}, ${reasons[why]}${confidence === "certain" ? "" : "; it could be something else"}`;
}
