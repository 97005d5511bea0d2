import { describe, expect, it } from "vitest";
import { scanJson } from "./json-scan";
import { lineEnd, textLines } from "./lines";
import { cutRows } from "./rows";
import { atOnce } from "./slices";
import { StructureWriter } from "./structure-writer";
import { forSeeds, utf8 } from "./testing/random";
import { decodeStrictly } from "./utf8";

describe("rows of lines", () => {
  it("hold all of the text, never half a character, and know their bytes", () => {
    forSeeds(200, (random) => {
      const text = random.list(20, () => random.text(120)).join("\n");
      const lines = atOnce(textLines(utf8(text)));
      const rows = cutRows(lines, 24 + random.int(40));
      const byLine: string[] = [];
      for (let row = 0; row < rows.count; row++) {
        const { line, piece, from, to } = rows.at(row);
        const drawn = decodeStrictly(lines.bytes.subarray(from, to));
        expect(drawn).toBeDefined();
        byLine[line] = piece === 0 ? (drawn ?? "") : `${byLine[line]}${drawn}`;
        const inside = to > from ? [from, to - 1] : [];
        expect(inside.map((offset) => rows.of(line, offset))).toEqual(inside.map(() => row));
      }
      const whole = Array.from({ length: lines.count }, (_, line) =>
        decodeStrictly(lines.bytes.subarray(lines.starts[line], lineEnd(lines, line))),
      );
      expect(byLine).toEqual(whole);
    });
  });

  it("cut one line of ten megabytes without looking at it", () => {
    const lines = atOnce(textLines(new Uint8Array(10_000_000).fill(0x61)));
    const rows = cutRows(lines, 1000);
    expect(rows.count).toBe(10_000);
    expect(rows.at(9_999)).toEqual({ line: 0, piece: 9_999, from: 9_999_000, to: 10_000_000 });
    expect(rows.of(0, 5_000_500)).toBe(5_000);
  });

  it("leave the text half of a narrow place, however deep it is", () => {
    const bytes = utf8(`${"[".repeat(200)}"${"x".repeat(500)}"${"]".repeat(200)}`);
    const writer = new StructureWriter(bytes.length);
    atOnce(scanJson(bytes, { writer }));
    const rows = cutRows(atOnce(writer.finish()), 60);
    expect(rows.count).toBe(400 + Math.ceil(502 / 30));
  });
});
