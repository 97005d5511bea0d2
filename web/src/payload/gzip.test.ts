import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzip, isGzip } from "./gzip";
import { Random, utf8 } from "./testing/random";

describe("gzip", () => {
  it("unpacks what was packed", async () => {
    const random = new Random(1);
    for (const size of [0, 1, 4095, 4096, 4097, 300_000]) {
      const bytes = Uint8Array.from({ length: size }, () => random.int(256));
      const packed = gzipSync(bytes);
      expect(isGzip(packed)).toBe(true);
      const unpacked = await gunzip(packed);
      expect(unpacked.end).toBe("whole");
      expect(Buffer.compare(Buffer.from(unpacked.bytes), Buffer.from(bytes))).toBe(0);
    }
  });

  it("stops a bomb at the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    const { bytes, end } = await gunzip(bomb, 1_000_000);
    expect({ size: bytes.length, end }).toEqual({ size: 1_000_000, end: "limit" });
  });

  it("takes exactly the limit for whole", async () => {
    expect((await gunzip(gzipSync(Buffer.alloc(5000)), 5000)).end).toBe("whole");
    expect((await gunzip(gzipSync(Buffer.alloc(5001)), 5000)).end).toBe("limit");
  });

  it("keeps what came before the damage", async () => {
    const random = new Random(2);
    const text = Array.from({ length: 20_000 }, () => random.text(8)).join(" ");
    const packed = gzipSync(text);
    const cut = await gunzip(packed.subarray(0, packed.length - 20_000));
    expect(cut.end).toBe("broken");
    expect(cut.bytes.length).toBeGreaterThan(0);
    expect(
      utf8(text)
        .subarray(0, cut.bytes.length)
        .every((byte, i) => byte === cut.bytes[i]),
    ).toBe(true);
  });

  it("never throws, whatever follows the magic bytes", async () => {
    for (let seed = 1; seed <= 50; seed++) {
      const noise = new Random(seed).bytes(100);
      const { end } = await gunzip(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...noise));
      expect(end).toBe("broken");
    }
  });

  it("stops when nobody waits for it any more", async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(gunzip(gzipSync("x"), undefined, abort.signal)).rejects.toThrow("aborted");
  });
});
