import { describe, expect, it } from "vitest";
import { forSeeds, utf8 } from "./testing/random";
import { visibleBytes, visibleText } from "./visible";

const shown = (text: string) => visibleText(text).map((part) => part.text);

describe("what is shown of text", () => {
  it("spells out what would turn the line around", () => {
    expect(visibleText("user\u202etxt.exe")).toEqual([
      { text: "user" },
      { text: "\\u202e", means: "right-to-left override, U+202E" },
      { text: "txt.exe" },
    ]);
  });

  it("spells out what cannot be seen", () => {
    expect(shown("a\u200bb\u0000c\ufeffd\u{e0041}e\u3164")).toEqual([
      "a",
      "\\u200b",
      "b",
      "\\u0000",
      "c",
      "\\ufeff",
      "d",
      "\\u{e0041}",
      "e",
      "\\u3164",
    ]);
  });

  it("leaves joiners where they belong: in emoji and in Persian", () => {
    expect(shown("👩‍💻 می‌خواهم")).toEqual(["👩‍💻 می‌خواهم"]);
    expect(shown("ad\u200dmin")).toEqual(["ad", "\\u200d", "min"]);
  });

  it("leaves tabs to be drawn unless they are asked for", () => {
    expect(shown("a\tb")).toEqual(["a\tb"]);
    expect(visibleText("a\tb", { tabs: true }).map(({ text }) => text)).toEqual(["a", "\\t", "b"]);
  });

  it("shows bytes that are no text as what they are", () => {
    const bytes = Uint8Array.of(0x4d, 0xfc, 0x6c, 0x6c, 0xff, 0xfe);
    expect(visibleBytes(bytes, 0, bytes.length)).toEqual([
      { text: "M" },
      { text: "\\xfc", means: "not valid UTF-8" },
      { text: "ll" },
      { text: "\\xff\\xfe", means: "not valid UTF-8" },
    ]);
  });

  it("never lets through what hides or reorders, and loses nothing", () => {
    forSeeds(300, (random) => {
      const text = random.text(30);
      const drawn = visibleText(text)
        .map((part) => part.text)
        .join("");
      expect(drawn).not.toMatch(/(?!\t)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
      const plain = visibleText(text).filter((part) => part.means === undefined);
      expect(text.replace(/[\p{Cc}\p{Cf}]/gu, (hidden) => (hidden === "\t" ? hidden : ""))).toBe(
        plain.map((part) => part.text).join(""),
      );
    });
  });

  it("takes any bytes", () => {
    forSeeds(300, (random) => {
      const bytes = random.bytes(40);
      const escapes = visibleBytes(bytes, 0, bytes.length).filter(({ means }) => means === "not valid UTF-8");
      expect(escapes.length > 0).toBe(bytes.length > 0 && !isText(bytes));
    });
  });
});

function isText(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return utf8(text).join() === bytes.join();
}
