import { gzipSync } from "node:zlib";
import { encode as encodeMsgpack } from "@msgpack/msgpack";
import { encode as encodeCbor } from "cbor-x/index-no-eval";
import { describe, expect, it } from "vitest";
import { detect, type Hint } from "./detect";
import { forSeeds, utf8 } from "./testing/random";

const order = { order_id: "ord_01JD8Q4V2H", total: 249.9, items: [{ sku: "LMP-OAK-40", quantity: 1 }] };
const format = (bytes: Uint8Array, hint?: Hint) => detect(bytes, hint).format;
const formatOf = (text: string, hint?: Hint) => format(utf8(text), hint);

describe("what a payload is", () => {
  it("knows each format without being told", () => {
    expect(detect(new Uint8Array())).toMatchObject({ format: "empty", confidence: "certain" });
    expect(detect(utf8(JSON.stringify(order)))).toMatchObject({ format: "json", why: "parsed", confidence: "certain" });
    expect(detect(utf8("order shipped"))).toMatchObject({ format: "text", why: "utf8", confidence: "certain" });
    expect(detect(encodeMsgpack(order))).toMatchObject({ format: "msgpack", why: "parsed", confidence: "likely" });
    expect(detect(encodeCbor(order))).toMatchObject({ format: "cbor", why: "parsed", confidence: "likely" });
    expect(detect(gzipSync("{}"))).toMatchObject({ format: "gzip", why: "magic", confidence: "certain" });
    expect(detect(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toMatchObject({
      format: "binary",
      kind: "PNG image",
    });
    expect(detect(Uint8Array.of(0, 1, 2, 3, 0xff, 0xfe))).toMatchObject({ format: "binary", why: "nothing-else" });
  });

  it("takes a bare number or word for text, and a string in quotes for JSON", () => {
    expect(formatOf("42")).toBe("text");
    expect(formatOf("true")).toBe("text");
    expect(formatOf('"eu-prod"')).toBe("json");
    expect(formatOf("42", { contentType: "application/json; charset=utf-8" })).toBe("json");
    expect(formatOf("null", { contentType: "application/cloudevents+json" })).toBe("json");
  });

  it("sees JSON lines, but not in a list of numbers", () => {
    expect(formatOf('{"a":1}\n{"a":2}\n')).toBe("json-lines");
    expect(formatOf("1\n2\n3")).toBe("text");
    expect(formatOf("1\n2\n3", { contentType: "application/x-ndjson" })).toBe("json-lines");
  });

  it("leaves broken JSON as text, and says why when a header promised more", () => {
    expect(detect(utf8('{"a": 1,}'))).toEqual({ format: "text", why: "utf8", confidence: "certain" });
    expect(detect(utf8('{"a": 1,}'), { contentType: "application/json" })).toMatchObject({
      format: "text",
      objection: "Content-Type says JSON, but at byte 8 JSON would have a key in quotes.",
    });
  });

  it("believes headers no further than the bytes", () => {
    expect(detect(encodeMsgpack(7), { contentType: "application/msgpack" })).toMatchObject({
      format: "msgpack",
      why: "content-type",
    });
    expect(detect(utf8("hello"), { contentType: "application/msgpack" })).toMatchObject({
      format: "text",
      objection: "Content-Type says MessagePack, but it is not.",
    });
    expect(detect(utf8("hello"), { contentEncoding: "gzip" }).objection).toBe(
      "Content-Encoding says gzip, but it is not.",
    );
    expect(detect(utf8("{}"), { contentType: "text/plain" })).toMatchObject({ format: "text", why: "content-type" });
    expect(detect(utf8("hello"), { contentType: "application/octet-stream" }).objection).toBeUndefined();
  });

  it("calls text in another charset text, and counts what it cannot read", () => {
    const latin1 = Uint8Array.from("Lieferung nach München, Köln und Nürnberg", (letter) => letter.charCodeAt(0));
    expect(detect(latin1)).toMatchObject({ format: "text", confidence: "guess", invalid: 3 });
    const json = Uint8Array.from('{"city":"München"}', (letter) => letter.charCodeAt(0));
    expect(detect(json, { contentType: "application/json" })).toMatchObject({ format: "json", invalid: 1 });
  });

  it("knows the first part of what was cut", () => {
    for (const whole of [utf8(JSON.stringify(order)), encodeMsgpack(order), encodeCbor(order)])
      expect(format(whole.subarray(0, 40), { cut: true })).toBe(format(whole));
  });

  it("tells CBOR from MessagePack, whichever of the two could be the other", () => {
    forSeeds(300, (random) => {
      const value = { [`k${random.text(5)}`]: random.json(3), id: random.int(1000) };
      expect(format(encodeMsgpack(value))).toBe("msgpack");
      expect(format(encodeCbor(value))).toBe("cbor");
    });
  });

  it("takes no readable text for anything else, however short", () => {
    forSeeds(2000, (random) => {
      const text = random.list(8, () => String.fromCharCode(0x20 + random.int(95))).join("");
      expect(["empty", "text", "json", "json-lines"], text).toContain(formatOf(text));
    });
    for (const text of ["é", "Größe", "日本", "😀", "שלום", "ß"]) expect(formatOf(text)).toBe("text");
  });

  it("rarely sees a structure in noise", () => {
    let structures = 0;
    forSeeds(3000, (random) => {
      const found = format(Uint8Array.from({ length: 16 }, () => random.int(256)));
      if (found === "msgpack" || found === "cbor") structures++;
    });
    expect(structures).toBeLessThan(30);
  });

  it("takes any bytes under any header", () => {
    const types: readonly [string | undefined, ...(string | undefined)[]] = [
      undefined,
      "application/json",
      "text/plain",
      "application/msgpack",
      "application/cbor",
      ";;",
    ];
    forSeeds(2000, (random) => {
      const bytes = random.bytes(20);
      const found = detect(bytes, { contentType: random.of(types), cut: random.chance(2) });
      expect(found.format === "empty").toBe(bytes.length === 0);
    });
  });
});
