import { describe, expect, it } from "vitest";
import { type Lines, textLines } from "@/payload/lines";
import { opening } from "@/payload/open";
import { atOnce } from "@/payload/slices";
import { forSeeds, type Random, utf8 } from "@/payload/testing/random";
import { type Block, blocksOf, countChanges, type Step } from "./blocks";
import { compare } from "./compare";
import { layRows } from "./runs";
import { markWords } from "./words";

const lines = (text: string) => atOnce(textLines(utf8(text)));
const json = (value: unknown) => atOnce(opening(utf8(JSON.stringify(value)))).lines;
const lineTexts = ({ bytes, count, starts }: Lines) =>
  Array.from({ length: count }, (_, i) =>
    new TextDecoder().decode(bytes.subarray(starts[i], (starts[i + 1] ?? 1) - 1)),
  );

/** What applying the blocks to `before` makes: it has to be `after`. */
function apply(blocks: readonly Block[], before: string[], after: string[]): string[] {
  return blocks.flatMap((block) =>
    block.same ? before.slice(block.before.from, block.before.to) : after.slice(block.after.from, block.after.to),
  );
}

const randomText = (random: Random) => random.list(30, () => random.of(["a", "b", "c", "d", ""])).join("\n");

describe("comparing", () => {
  it("makes one text of the other, whatever they are", async () => {
    const pairs: [string, string][] = [];
    forSeeds(200, (random) => pairs.push([randomText(random), randomText(random)]));
    for (const [before, after] of pairs) {
      const [old, next] = [lines(before), lines(after)];
      const { blocks } = await compare(old, next);
      expect(apply(blocks, lineTexts(old), lineTexts(next))).toEqual(lineTexts(next));
      const { added, removed } = countChanges(blocks);
      expect(next.count - old.count).toBe(added - removed);
      for (const [i, block] of blocks.entries()) expect(block.same).not.toBe(blocks[i + 1]?.same);
    }
  });

  it("sees no change where a member only got a comma", async () => {
    const { blocks } = await compare(json({ a: 1 }), json({ a: 1, b: 2 }));
    expect(countChanges(blocks)).toEqual({ added: 1, removed: 0, changes: 1 });
  });

  it("sees the change of a level, which is spaces only", async () => {
    const { blocks } = await compare(json([[1], 2]), json([[1, 2]]));
    expect(countChanges(blocks).changes).toBeGreaterThan(0);
  });

  it("counts nothing in what is the same, and everything in what was nothing", async () => {
    expect(countChanges((await compare(lines("a\nb"), lines("a\nb\n"))).blocks).changes).toBe(0);
    expect(countChanges((await compare(lines(""), lines("a\nb"))).blocks)).toEqual({
      added: 2,
      removed: 0,
      changes: 1,
    });
  });

  it("gives up on what is too different, and says so", async () => {
    const noise = (random: number) =>
      Array.from({ length: 9_000 }, (_, i) => `${i % 97} ${(i * random) % 4999}`).join("\n");
    const result = await compare(lines(`same\n${noise(7)}`), lines(`same\n${noise(11)}`));
    expect(result.gaveUp).toBe("too different");
    expect(result.blocks.map(({ same }) => same)).toEqual([true, false]);
  }, 20_000);

  it("does not begin with what is too long", async () => {
    const result = await compare(lines("a\n".repeat(200_000)), lines("b\n".repeat(200_000)));
    expect(result.gaveUp).toBe("too long");
  });

  it("stops when nobody waits for it any more", async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(compare(lines("a"), lines("b"), abort.signal)).rejects.toThrow("aborted");
  });
});

describe("the rows of a comparison", () => {
  const blocks = blocksOf([
    ["keep", 20],
    ["remove", 2],
    ["add", 1],
    ["keep", 10],
    ["add", 1],
    ["keep", 4],
  ]);
  const kinds = (sideBySide: boolean, open: number[] = []) => {
    const rows = layRows(blocks, sideBySide, new Set(open));
    return { ...rows, kinds: Array.from({ length: rows.count }, (_, i) => rows.at(i).kind).join(" ") };
  };
  const repeat = (kind: string, times: number) => Array(times).fill(kind).join(" ");

  it("fold what has not changed, but not what is around a change", () => {
    const one = kinds(false);
    expect(one.kinds).toBe(
      [
        "fold fold",
        repeat("same", 3),
        "removed removed added",
        repeat("same", 3),
        "fold fold",
        repeat("same", 3),
        "added",
        repeat("same", 4),
      ].join(" "),
    );
    expect(one.at(0)).toEqual({ kind: "fold", block: 0, lines: 17, half: 0 });
    expect(one.changes).toEqual([5, 16]);
  });

  it("pair lines that stand for each other, side by side", () => {
    const two = kinds(true);
    expect(two.at(5)).toEqual({ kind: "both", block: 1, before: 20, after: 20 });
    expect(two.at(6)).toEqual({ kind: "both", block: 1, before: 21, after: undefined });
  });

  it("show all of a stretch that was opened", () => {
    expect(kinds(false, [0]).count).toBe(kinds(false).count - 2 + 17);
  });

  it("show every line of both texts once, when all is open", () => {
    forSeeds(200, (random) => {
      const steps = random.list(12, (): Step => [random.of(["keep", "remove", "add"]), random.int(9)]);
      const all = blocksOf(steps);
      const rows = layRows(all, random.chance(2), new Set(all.keys()));
      const seen = Array.from({ length: rows.count }, (_, i) => rows.at(i));
      const numbers = (side: "before" | "after") =>
        seen
          .flatMap((row) => (side in row ? [(row as Record<string, unknown>)[side]] : []))
          .filter((n) => n !== undefined);
      for (const side of ["before", "after"] as const) {
        const count = all.at(-1)?.[side].to ?? 0;
        expect(numbers(side)).toEqual(Array.from({ length: count }, (_, i) => i));
      }
    });
  });
});

describe("words inside a line", () => {
  it("are marked where they differ", () => {
    const [before, after] = ['"max_items": 50', '"max_items": 60'];
    expect(markWords(before, after)).toEqual({ before: [{ from: 13, to: 15 }], after: [{ from: 13, to: 15 }] });
  });

  it("are counted in bytes", () => {
    expect(markWords("Grüße an Ada", "Grüße an Bob")?.after).toEqual([{ from: 11, to: 14 }]);
  });

  it("are not marked in lines that have nothing in common, or are too long", () => {
    expect(markWords("carrier: dhl", "00340434161094021501")).toBeUndefined();
    expect(markWords("a ".repeat(600), "b ".repeat(600))).toBeUndefined();
  });

  it("leave the same text when they are taken away", () => {
    const rest = (text: string, marks: readonly { from: number; to: number }[]) => {
      const bytes = [...utf8(text)];
      return bytes.filter((_, i) => !marks.some(({ from, to }) => i >= from && i < to)).join();
    };
    forSeeds(300, (random) => {
      const [before, after] = [random.text(30), random.text(30)];
      const marks = markWords(before, after);
      if (marks) expect(rest(before, marks.before)).toBe(rest(after, marks.after));
    });
  });
});
