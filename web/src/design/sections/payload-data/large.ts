import { encode } from "@msgpack/msgpack";
import { gzip } from "./samples";

const size = 10_000_000;
const utf8 = (text: string) => new TextEncoder().encode(text);

const reading = (i: number) => ({
  id: `van_${1000 + (i % 9000)}`,
  at: 1_795_357_927_000 + i,
  lat: 51.3 + (i % 1000) / 1e4,
  ok: i % 3 === 0,
});

function readings(count: number) {
  return Array.from({ length: count }, (_, i) => reading(i));
}

/** What takes the longest in each of the formats. Made when it is asked for. */
export const large: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  "10 MB of JSON on one line": () => utf8(JSON.stringify(readings(150_000))),
  "10 MB of text on one line": () => new Uint8Array(size).fill(0x61).map((byte, i) => byte + (i % 26)),
  "One JSON string of 10 MB": () => utf8(`{"blob":"${"Größe 12 \\u00e9 ".repeat(size / 18)}"}`),
  "A million elements": () => utf8(`[${Array.from({ length: 1_000_000 }, (_, i) => i).join(",")}]`),
  "Five million lines": () => utf8(`[${"0,".repeat(5_000_000)}0]`),
  "100,000 levels": () => utf8(`${'[{"a":'.repeat(50_000)}1${"}]".repeat(50_000)}`),
  "10 MB of MessagePack": () => encode(readings(230_000)),
  "10 MB of noise": noise,
  "A bomb of 200 MB in gzip": () => gzip(new Uint8Array(200_000_000).fill(0x20)),
};

function noise(): Uint8Array {
  const bytes = new Uint8Array(size);
  // As much as the browser gives at once.
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}
