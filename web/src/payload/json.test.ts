import { describe, expect, it } from "vitest";
import { scanJson } from "./json-scan";
import { type Lines, lineEnd } from "./lines";
import { wholeText } from "./member";
import { atOnce } from "./slices";
import { StructureWriter } from "./structure-writer";
import { forSeeds, utf8 } from "./testing/random";

function layOut(text: string, cut = false): { lines: Lines; scan: ReturnType<typeof check> } {
  const bytes = utf8(text);
  const writer = new StructureWriter(bytes.length);
  const scan = atOnce(scanJson(bytes, { writer, cut }));
  return { lines: atOnce(writer.finish()), scan };
}

const check = (text: string, cut = false) => atOnce(scanJson(utf8(text), { cut }));
const pretty = (text: string) => atOnce(wholeText(layOut(text).lines));

describe("JSON", () => {
  it("is laid out as everybody does", () => {
    forSeeds(300, (random) => {
      const value = random.json(5);
      const spaced = JSON.stringify(value, null, random.int(3));
      expect(pretty(spaced)).toBe(JSON.stringify(value, null, 2));
    });
  });

  it("keeps every number and every member as it is written", () => {
    const written = '{"id":9007199254740993,"price":1.0,"e":1E+2,"id":-0,"u":"\\u00e9\\/"}';
    expect(pretty(written)).toBe(
      '{\n  "id": 9007199254740993,\n  "price": 1.0,\n  "e": 1E+2,\n  "id": -0,\n  "u": "\\u00e9\\/"\n}',
    );
  });

  it("is what JSON.parse takes, and nothing else", () => {
    const pieces: readonly [string, ...string[]] = [
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"',
      "1",
      "-",
      "0",
      ".",
      "e",
      "\\",
      "u",
      " ",
      "t",
      "\u0001",
    ];
    forSeeds(3000, (random) => {
      let text = JSON.stringify(random.json(3));
      for (let i = random.int(3); i > 0; i--) {
        const at = random.int(text.length + 1);
        text = text.slice(0, at) + (random.chance(2) ? random.of(pieces) : "") + text.slice(at + random.int(2));
      }
      expect(check(text).error === undefined, text).toBe(parses(text));
    });
  });

  it("says where it stops being JSON", () => {
    expect(check('{"a" 1}').error).toEqual({ at: 5, expected: "a colon" });
    expect(check("[1 2]").error).toEqual({ at: 3, expected: "a comma or ]" });
    expect(check("[1,]").error).toEqual({ at: 3, expected: "a value" });
    expect(check('{"a":1').error).toEqual({ at: 6, expected: "more: the text ends inside a value" });
    expect(check("01").error).toEqual({ at: 1, expected: "the end" });
  });

  it("is shown as far as it was read, wherever it was cut", () => {
    forSeeds(60, (random) => {
      const text = JSON.stringify({ root: random.json(4) });
      const whole = atOnce(wholeText(layOut(text).lines)).split("\n");
      const bytes = utf8(text);
      for (let size = 1; size < bytes.length; size++) {
        const writer = new StructureWriter(size);
        const scan = atOnce(scanJson(bytes.subarray(0, size), { writer, cut: true }));
        expect(scan.error).toBeUndefined();
        expect(scan.unfinished).toBe(true);
        const part = atOnce(wholeText(atOnce(writer.finish()))).split("\n");
        // The last line may still grow; all before it stand.
        expect(part.slice(0, -1)).toEqual(whole.slice(0, part.length - 1));
      }
    });
  });

  it("may be several values on lines of their own", () => {
    expect(check('{"a":1}\n{"a":2}\n\n[3]\n')).toMatchObject({ values: 3, scalars: 0, unfinished: false });
    expect(check('{"a":1} {"a":2}').error).toBeDefined();
    expect(pretty('{"a":1}\n{}')).toBe('{\n  "a": 1\n}\n{}');
  });

  it("nests 100,000 deep without a stack of that size", () => {
    const deep = `${"[".repeat(100_000)}1${"]".repeat(100_000)}`;
    const { lines, scan } = layOut(deep);
    expect(scan.error).toBeUndefined();
    expect(lines.count).toBe(200_001);
    expect(lines.structure?.partners[0]).toBe(200_000);
    expect(lines.deepest).toBe(100_000);
  });

  it("stops at a million levels instead of filling the memory", () => {
    expect(check("[".repeat(1_000_002), true).error?.expected).toBe("no more than a million levels");
  });

  it("knows which line closes which", () => {
    const { lines } = layOut('{"a":[1,{"b":{}}],"c":2}');
    const text = (line: number) =>
      new TextDecoder().decode(lines.bytes.subarray(lines.starts[line], lineEnd(lines, line)));
    expect(text(0)).toBe("{");
    expect(text(lines.structure?.partners[0] ?? -1)).toBe("}");
    expect(text(1)).toBe('"a": [');
    expect(text(lines.structure?.partners[1] ?? -1)).toBe("],");
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
