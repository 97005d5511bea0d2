import { describe, expect, it } from "vitest";
import { atOnce } from "./slices";
import { forSeeds, utf8 } from "./testing/random";
import { decodeStrictly, scanText, sequenceLength } from "./utf8";

const look = (bytes: Uint8Array, cut = false) => atOnce(scanText(bytes, cut));

describe("text in bytes", () => {
  it("calls valid what the browser's strict decoder takes, and nothing else", () => {
    forSeeds(400, (random) => {
      const bytes = random.bytes(12).map((byte) => (random.chance(2) ? byte : 0x80 | byte));
      expect(look(bytes).invalid === 0).toBe(decodeStrictly(bytes) !== undefined);
    });
  });

  it("knows every character by its length", () => {
    for (const [character, length] of [
      ["a", 1],
      ["é", 2],
      ["€", 3],
      ["😀", 4],
    ] as const)
      expect(sequenceLength(utf8(character), 0, 4)).toBe(length);
    expect(sequenceLength(Uint8Array.of(0xed, 0xa0, 0x80), 0, 3)).toBe(0); // half of a surrogate pair
    expect(sequenceLength(Uint8Array.of(0xc0, 0x80), 0, 2)).toBe(0); // overlong
  });

  it("does not blame a text for where it was cut", () => {
    const whole = utf8("Größe: 12 €, 😀 ꯍ 휀 ﷐");
    for (let size = 0; size <= whole.length; size++) expect(look(whole.subarray(0, size), true).invalid).toBe(0);
    expect(look(Uint8Array.of(0x61, 0xff), true)).toMatchObject({ invalid: 1, cutTail: 0 });
    expect(look(Uint8Array.of(0x61, 0xf5), true)).toMatchObject({ invalid: 1, cutTail: 0 });
  });

  it("counts controls, but not line ends, tabs and coloured logs", () => {
    expect(look(utf8("\u001b[31mfailed\u001b[0m\r\n\tat x"))).toMatchObject({ controls: 0, invalid: 0 });
    expect(look(Uint8Array.of(0, 1, 2, 0x7f, 0x61))).toMatchObject({ controls: 4, invalid: 0 });
  });
});
