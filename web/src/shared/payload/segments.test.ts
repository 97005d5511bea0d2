import { describe, expect, it } from "vitest";
import { findText } from "@/payload/find";
import { atOnce } from "@/payload/slices";
import { forSeeds, utf8 } from "@/payload/testing/random";
import { tokenize } from "@/payload/tokens";
import { cutSegments } from "./segments";

const line = utf8('"order": "orders",');
const text = (from: number, to: number) => new TextDecoder().decode(line.subarray(from, to));
const matches = atOnce(findText(line, "or"));

describe("a line in stretches", () => {
  it("is cut where a token or a match begins or ends", () => {
    const segments = cutSegments(0, line.length, { tokens: tokenize(line, 0, line.length), matches, current: 1 });
    expect(segments.map(({ from, to, kind, found }) => [text(from, to), kind, found])).toEqual([
      ['"', "key", undefined],
      ["or", "key", "match"],
      ['der"', "key", undefined],
      [":", "mark", undefined],
      [" ", undefined, undefined],
      ['"', "string", undefined],
      ["or", "string", "current"],
      ['ders"', "string", undefined],
      [",", "mark", undefined],
    ]);
  });

  it("knows a match that began before it", () => {
    expect(cutSegments(2, 5, { matches }).map(({ from, to, found }) => [text(from, to), found])).toEqual([
      ["r", "match"],
      ["de", undefined],
    ]);
  });

  it("is whole, in order, however it is cut", () => {
    forSeeds(400, (random) => {
      const bytes = utf8(random.text(60));
      const [from, to] = [random.int(bytes.length + 1), bytes.length];
      const found = atOnce(findText(bytes, random.of(["a", "é", "x", " "])));
      const segments = cutSegments(from, to, { tokens: tokenize(bytes, 0, to), matches: found, current: 0 });
      let at = from;
      for (const segment of segments) {
        expect(segment.from).toBe(at);
        expect(segment.to).toBeGreaterThan(at);
        at = segment.to;
      }
      expect(at).toBe(to);
      const marked = segments
        .filter((segment) => segment.found)
        .reduce((sum, segment) => sum + segment.to - segment.from, 0);
      const expected = [...found.froms].reduce(
        (sum, start, i) => sum + Math.max(0, (found.tos[i] ?? 0) - Math.max(start, from)),
        0,
      );
      expect(marked).toBe(expected);
    });
  });
});
