import type { Format } from "./detect";

const extensions: Record<Format, string> = {
  empty: "bin",
  json: "json",
  "json-lines": "jsonl",
  text: "txt",
  msgpack: "msgpack",
  cbor: "cbor",
  gzip: "gz",
  binary: "bin",
};

// What a path, a shell or a file system would read as more than a name, and what cannot be seen or turns text around.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"/\\|?*$`'~#%&{}!;]+/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name to save under, made of one that anybody may have chosen: "orders.eu.failed-188338103.json". */
export function fileName(name: string, format: Format): string {
  const plain = name
    .replace(unsafe, "-")
    .replace(/\s+/g, " ")
    .replace(/^[\s.-]+|[\s.-]+$/g, "");
  const short = Array.from(plain)
    .slice(0, 100)
    .join("")
    .replace(/[\s.-]+$/, "");
  const safe = short === "" ? "payload" : reserved.test(short) ? `_${short}` : short;
  const extension = extensions[format];
  return safe.toLowerCase().endsWith(`.${extension}`) ? safe : `${safe}.${extension}`;
}
