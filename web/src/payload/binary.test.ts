import { Decoder, ExtData, encode as encodeMsgpack } from "@msgpack/msgpack";
import { encode as encodeCbor, Tag } from "cbor-x/index-no-eval";
import { describe, expect, it } from "vitest";
import type { ReadOptions, ReadResult } from "./binary-reader";
import { readCbor } from "./cbor";
import { wholeText } from "./member";
import { readMsgpack } from "./msgpack";
import { atOnce, type Work } from "./slices";
import { StructureWriter } from "./structure-writer";
import { forSeeds, type Random, utf8 } from "./testing/random";

type Reader = (bytes: Uint8Array, options?: ReadOptions) => Work<ReadResult>;

function show(read: Reader, bytes: Uint8Array, cut = false): { text: string; result: ReadResult } {
  const writer = new StructureWriter(bytes.length);
  const result = atOnce(read(bytes, { writer, cut }));
  return { text: atOnce(wholeText(atOnce(writer.finish()))), result };
}

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const msgpack = (text: string) => show(readMsgpack, hex(text)).text;
const cbor = (text: string) => show(readCbor, hex(text)).text;

/** A value that both encodings hold and JSON spells: what another library writes, we must read. */
function sample(random: Random, depth: number, width = 20): unknown {
  if (depth === 0 || random.chance(3)) {
    return random.of<() => unknown>([
      () => null,
      () => random.chance(2),
      () => random.int(2 ** 31) - 2 ** 30,
      () => random.int(300) - 150,
      () => random.int(2 ** 31) / 1024 + 0.25 / 1024,
      () => random.text(40).replaceAll(/[^ -~]/g, "é"),
    ])();
  }
  return random.chance(2)
    ? random.list(width, () => sample(random, depth - 1, width))
    : Object.fromEntries(random.list(width, () => [`k${random.int(1000)}x`, sample(random, depth - 1, width)]));
}

describe.each([
  ["MessagePack", readMsgpack, (value: unknown) => encodeMsgpack(value)],
  ["CBOR", readCbor, (value: unknown): Uint8Array => encodeCbor(value)],
] as const)("%s", (_, read, encode) => {
  it("reads what the usual library writes", () => {
    forSeeds(200, (random) => {
      const value = sample(random, 4, 10);
      const bytes = encode(value);
      const { text, result } = show(read, bytes);
      expect(result).toMatchObject({ length: bytes.length, unfinished: false, stopped: false, invalid: 0 });
      expect(result.error).toBeUndefined();
      expect(text).toBe(JSON.stringify(value, null, 2));
    });
  });

  it("never throws, whatever the bytes, and takes no more than there are", () => {
    forSeeds(4000, (random) => {
      const bytes = random.bytes(24);
      for (const cut of [false, true]) {
        const { result } = show(read, bytes, cut);
        expect(result.length).toBeLessThanOrEqual(bytes.length);
        if (cut) expect(result.error?.why).not.toBe("it ends inside the value");
      }
    });
  });

  it("shows the beginning of a value that was cut anywhere", () => {
    forSeeds(30, (random) => {
      const bytes = encode({ root: sample(random, 3, 4), last: "end" });
      const whole = show(read, bytes).text.split("\n");
      for (let size = 1; size < bytes.length; size++) {
        const { text, result } = show(read, bytes.subarray(0, size), true);
        expect(result).toMatchObject({ unfinished: true });
        expect(text.split("\n").slice(0, -1)).toEqual(whole.slice(0, text.split("\n").length - 1));
        expect(show(read, bytes.subarray(0, size)).result.error?.why).toBe("it ends inside the value");
      }
    });
  });
});

describe("MessagePack", () => {
  it("shows what JSON has no word for", () => {
    expect(msgpack("cf0020000000000001")).toBe("9007199254740993");
    expect(msgpack("d38000000000000000")).toBe("-9223372036854775808");
    expect(msgpack("cb3ff0000000000000")).toBe("1.0");
    expect(msgpack("ca3dcccccd")).toBe("0.1");
    expect(msgpack("cb7ff8000000000000")).toBe("NaN");
    expect(msgpack("c40300ff10")).toBe("h'00ff10'");
    expect(msgpack("d605deadbeef")).toBe("ext(5, h'deadbeef')");
    expect(msgpack("d6ff655f2a80")).toBe('timestamp("2023-11-23T10:33:36Z")');
    expect(msgpack("d7ff00000004655f2a80")).toBe('timestamp("2023-11-23T10:33:36.000000001Z")');
    expect(msgpack("c70cff3b9ac9ff0000000000000000")).toBe('timestamp("1970-01-01T00:00:00.999999999Z")');
    expect(msgpack("d7ffffffffff655f2a80")).toBe("ext(-1, h'ffffffff655f2a80')");
  });

  it("shows keys as they are: twice, or no text at all", () => {
    expect(msgpack("82a16101a16102")).toBe('{\n  "a": 1,\n  "a": 2\n}');
    expect(msgpack("83019192c0c4010a81a16101c2")).toContain("1:");
    expect(msgpack("8192010203")).toBe("{\n  [1, 2]: 3\n}");
    expect(msgpack("8181a1610203")).toBe('{\n  {"a": 2}: 3\n}');
    expect(msgpack("81a95f5f70726f746f5f5fc3")).toBe('{\n  "__proto__": true\n}');
  });

  it("agrees with the usual library on what is MessagePack", () => {
    const decoder = new Decoder({ useBigInt64: true, rawStrings: true, mapKeyConverter: () => "key" });
    const accepts = (bytes: Uint8Array) => {
      try {
        decoder.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    forSeeds(6000, (random) => {
      const bytes = random.bytes(10);
      if (bytes.includes(0xc7) || bytes.some((byte) => byte >= 0xd4 && byte <= 0xd8)) return; // its timestamps throw
      const result = atOnce(readMsgpack(bytes));
      expect(!result.error && result.length === bytes.length, bytes.join()).toBe(accepts(bytes));
    });
    expect(accepts(encodeMsgpack(new ExtData(5, Uint8Array.of(1))))).toBe(true);
  });

  it("is not frightened by a length that lies", () => {
    expect(atOnce(readMsgpack(hex("ddffffffff01"))).error?.why).toBe("it ends inside the value");
    expect(atOnce(readMsgpack(hex("dbffffffff61"))).error?.why).toBe("it ends inside the value");
  });

  it("nests 100,000 deep", () => {
    const deep = new Uint8Array(100_001).fill(0x91);
    deep[100_000] = 0xc0;
    const { result, text } = show(readMsgpack, deep);
    expect(result.error).toBeUndefined();
    expect(text.split("\n")).toHaveLength(200_001);
  });
});

describe("CBOR", () => {
  // From RFC 8949, appendix A.
  it.each([
    ["1bffffffffffffffff", "18446744073709551615"],
    ["c249010000000000000000", "18446744073709551616"],
    ["3bffffffffffffffff", "-18446744073709551616"],
    ["c349010000000000000000", "-18446744073709551617"],
    ["f90000", "0.0"],
    ["f98000", "-0.0"],
    ["f93c00", "1.0"],
    ["f97bff", "65504.0"],
    ["f90001", "5.960464477539063e-8"],
    ["f9c400", "-4.0"],
    ["fa47c35000", "100000.0"],
    ["fb7e37e43c8800759c", "1e+300"],
    ["f97c00", "Infinity"],
    ["f97e00", "NaN"],
    ["f9fc00", "-Infinity"],
    ["f7", "undefined"],
    ["f0", "simple(16)"],
    ["f8ff", "simple(255)"],
    ["c074323031332d30332d32315432303a30343a30305a", '0("2013-03-21T20:04:00Z")'],
    ["c11a514b67b0", "1(1363896240)"],
    ["d818456449455446", "24(h'6449455446')"],
    ["4401020304", "h'01020304'"],
    ["62225c", '"\\"\\\\"'],
    ["64f0908591", '"\u{10151}"'],
    ["5f42010243030405ff", "h'0102030405'"],
    ["7f657374726561646d696e67ff", '"streaming"'],
    ["9fff", "[]"],
    ["9f018202039f0405ffff", "[\n  1,\n  [\n    2,\n    3\n  ],\n  [\n    4,\n    5\n  ]\n]"],
    ["bf6346756ef563416d7421ff", '{\n  "Fun": true,\n  "Amt": -2\n}'],
    ["a201020304", "{\n  1: 2,\n  3: 4\n}"],
    ["d9d9f7a16161c101", '55799({\n  "a": 1(1)\n})'],
  ])("reads %s", (bytes, expected) => expect(cbor(bytes)).toBe(expected));

  // From RFC 8949, appendix F.
  it.each([
    "1c",
    "1d",
    "1e",
    "3c",
    "5c",
    "7e",
    "9d",
    "bc",
    "dd",
    "f800",
    "f81f",
    "fc",
    "fd",
    "5f00ff",
    "5f6100ff",
    "7f4100ff",
    "5f5f4100ffff",
    "ff",
    "81ff",
    "8200ff",
    "a1ff",
    "a100ff",
    "bf00ff",
    "bf000000ff",
    "1f",
    "3f",
    "df",
  ])("refuses %s", (bytes) => expect(atOnce(readCbor(hex(bytes))).error).toBeDefined());

  it("shows shared references and never follows them", () => {
    // 28([29(0)]): an array that contains itself, for whoever resolves it.
    expect(cbor("d81c81d81d00")).toBe("28([\n  29(0)\n])");
    expect(show(readCbor, encodeCbor(new Tag([1, "x"], 27))).text).toBe('27([\n  1,\n  "x"\n])');
  });

  it("counts bytes of strings that are not text", () => {
    expect(show(readCbor, Uint8Array.of(0x63, 0x61, 0xff, 0xfe)).result.invalid).toBe(2);
    expect(show(readCbor, Uint8Array.of(0x78, 3, ...utf8("€"))).result.invalid).toBe(0);
  });

  it("nests 100,000 deep, in arrays and in tags", () => {
    for (const head of [0x81, 0xc5, 0x9f]) {
      const deep = new Uint8Array(100_001).fill(head);
      deep[100_000] = 0x01;
      expect(show(readCbor, deep, true).result.error).toBeUndefined();
    }
  });
});
