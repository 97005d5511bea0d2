import { gzipSync } from "node:zlib";
import { encode as encodeMsgpack } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { wholeText } from "./member";
import { openingBeginning, openWhole } from "./open";
import { atOnce } from "./slices";
import { utf8 } from "./testing/random";

const order = { order_id: "ord_01JD8Q4V2H", total: 249.9 };
const pretty = JSON.stringify(order, null, 2);

describe("opening a payload", () => {
  it("lays out JSON, MessagePack, and both behind gzip", async () => {
    for (const bytes of [utf8(JSON.stringify(order)), encodeMsgpack(order)]) {
      const plain = await openWhole(bytes, {});
      expect(atOnce(wholeText(plain.lines))).toBe(pretty);
      const packed = await openWhole(gzipSync(bytes), {});
      expect(packed.stored.format).toBe("gzip");
      expect(packed.detected.format).toBe(plain.detected.format);
      expect(packed.content.length).toBe(bytes.length);
      expect(atOnce(wholeText(packed.lines))).toBe(pretty);
      expect(packed.remarks).toEqual([]);
    }
  });

  it("shows text as it is, line by line", async () => {
    const { lines } = await openWhole(utf8("one\r\ntwo\n\nfour\n"), {});
    expect(lines.count).toBe(4);
    expect(atOnce(wholeText(lines))).toBe("one\ntwo\n\nfour");
  });

  it("says what is damaged, missing or not text", async () => {
    const packed = gzipSync(utf8(JSON.stringify([order, order, order])));
    const damaged = await openWhole(packed.subarray(0, packed.length - 4), {});
    expect(damaged.remarks).toEqual(["The gzip data is damaged; this is as far as it could be unpacked."]);
    const bomb = await openWhole(gzipSync(Buffer.alloc(17 * 1024 * 1024, " ")), {});
    expect(bomb.remarks).toEqual(["Only the first 16 MiB were unpacked."]);
    const latin1 = await openWhole(
      Uint8Array.from("M\u00fcnchen und Umgebung", (letter) => letter.charCodeAt(0)),
      {},
    );
    expect(latin1.remarks).toEqual(["1 byte is not valid UTF-8 and is shown as \\xNN."]);
  });

  it("says nothing of damage when the rest was not asked for", async () => {
    const packed = gzipSync(utf8(JSON.stringify([order, order, order])));
    expect((await openWhole(packed.subarray(0, packed.length - 12), { cut: true })).remarks).toEqual([]);
  });

  it("shows the beginning at once, and it is the beginning of the whole", async () => {
    const bytes = utf8(JSON.stringify(Array.from({ length: 40_000 }, (_, id) => ({ id, ...order }))));
    const first = atOnce(openingBeginning(bytes));
    const { lines } = await openWhole(bytes, {});
    expect(first).toMatchObject({ beginning: true, detected: { format: "json" } });
    expect(first.lines.count).toBeGreaterThan(200);
    const shared = first.lines.starts.subarray(0, first.lines.count - 1);
    expect(shared.every((start, i) => start === lines.starts[i])).toBe(true);
  });

  it("stops when nobody waits for it any more", async () => {
    const abort = new AbortController();
    const waiting = openWhole(new Uint8Array(1_000_000), {}, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toThrow("aborted");
  });
});
