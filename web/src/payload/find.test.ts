import { describe, expect, it } from "vitest";
import { findBytes, findText, matchFrom } from "./find";
import { parseHex } from "./hex";
import { atOnce } from "./slices";
import { forSeeds, utf8 } from "./testing/random";

const find = (text: string, needle: string) => [...atOnce(findText(utf8(text), needle)).froms];

describe("finding", () => {
  it("finds without regard to case, in every alphabet", () => {
    expect(find("Müller MÜLLER müller", "müller")).toEqual([0, 8, 16]);
    expect(find("ΑΒΓ αβγ", "αβγ")).toEqual([0, 7]);
    expect(find("straße", "SS")).toEqual([]);
    expect(find("", "a")).toEqual([]);
    expect(find("a", "")).toEqual([]);
  });

  it("finds what a search in the text finds, apart and in order", () => {
    forSeeds(500, (random) => {
      const text = random.list(200, () => random.of(["a", "b", "A", "B", "é"])).join("");
      const needle = random.of(["a", "ab", "aa", "aba", "é", "bÉ"]);
      const froms: number[] = [];
      const [hay, pin] = [text.toLowerCase(), needle.toLowerCase()];
      for (let at = hay.indexOf(pin); at >= 0; at = hay.indexOf(pin, at + pin.length))
        froms.push(utf8(text.slice(0, at)).length);
      expect(find(text, needle)).toEqual(froms);
    });
  });

  it("finds bytes that are spelled in hex", () => {
    const bytes = Uint8Array.of(0x1f, 0x8b, 0x08, 0x1f, 0x8b);
    expect([...atOnce(findBytes(bytes, parseHex("1F 8b") ?? new Uint8Array())).froms]).toEqual([0, 3]);
    expect(parseHex("1f8")).toBeUndefined();
    expect(parseHex("order")).toBeUndefined();
  });

  it("counts no further than anybody steps", () => {
    const found = atOnce(findText(new Uint8Array(200_000).fill(0x61), "a"));
    expect(found.froms).toHaveLength(100_000);
    expect(found.more).toBe(true);
  });

  it("knows the next match from a place", () => {
    const found = atOnce(findText(utf8("a.a.a"), "a"));
    expect([0, 1, 2, 4, 5].map((offset) => matchFrom(found, offset))).toEqual([0, 1, 1, 2, -1]);
  });
});
