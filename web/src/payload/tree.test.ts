import { describe, expect, it } from "vitest";
import { scanJson } from "./json-scan";
import { lineEnd } from "./lines";
import { memberOf, pathOf, valueText } from "./member";
import { atOnce } from "./slices";
import { StructureWriter } from "./structure-writer";
import { forSeeds, utf8 } from "./testing/random";
import { tokenize } from "./tokens";
import { openAtFirst, rootLine, rowKey, rowsAround, Tree, type TreeRow, visibleRows } from "./tree";
import { decodeLoosely } from "./utf8";

function treeOf(text: string): Tree {
  const bytes = utf8(text);
  const writer = new StructureWriter(bytes.length);
  atOnce(scanJson(bytes, { writer }));
  return new Tree(atOnce(writer.finish()));
}

const everything = (tree: Tree) => new Set(Array.from({ length: tree.lines.count }, (_, line) => String(line)));
const members = (rows: TreeRow[]) => rows.flatMap((row) => (row.kind === "member" ? [row] : []));

/** Walks a path of ours through a parsed value, as a JSONPath reader would. */
function follow(value: unknown, path: string): unknown {
  let at = value;
  for (const [, dotted, quoted, index] of path.slice(1).matchAll(/\.(\w+)|\['((?:\\.|[^'\\])*)'\]|\[(\d+)\]/gs)) {
    const name = dotted ?? quoted?.replace(/\\(.)/gs, "$1");
    at = name === undefined ? (at as unknown[])[Number(index)] : (at as Record<string, unknown>)[name];
  }
  return at;
}

describe("a value as a tree", () => {
  it("has each member once, under its path, with its value", () => {
    forSeeds(150, (random) => {
      const value = { root: random.json(5) };
      const tree = treeOf(JSON.stringify(value));
      for (const { line } of members(visibleRows(tree, everything(tree)))) {
        const found = follow(value, pathOf(tree, line));
        expect(JSON.parse(atOnce(valueText(tree, line)))).toEqual(found);
        const expected = typeof found === "object" && found !== null ? Object.keys(found).length : 0;
        expect(tree.opens(line) ? tree.size(line) : 0).toBe(expected);
      }
    });
  });

  it("knows whose member a line is, and what has to be open to see it", () => {
    forSeeds(80, (random) => {
      const tree = treeOf(JSON.stringify({ root: random.json(5) }));
      for (const row of members(visibleRows(tree, everything(tree)))) {
        expect(tree.parent(row.line)).toEqual({ line: row.parent, index: row.index });
        const open = new Set(rowsAround(tree, row.line));
        expect(visibleRows(tree, open).map(rowKey)).toContain(String(row.line));
      }
    });
  });

  it("shows a million elements in ranges", () => {
    const tree = treeOf(`[${"0,".repeat(999_999)}7]`);
    const open = openAtFirst(tree);
    const rows = visibleRows(tree, open);
    expect(rows).toHaveLength(1001);
    expect(rows[1000]).toEqual({
      kind: "range",
      parent: 0,
      from: 999_000,
      to: 1_000_000,
      level: 2,
      position: 1000,
      siblings: 1000,
    });
    const last = tree.lines.count - 2;
    const around = visibleRows(tree, new Set(rowsAround(tree, last)));
    expect(around).toHaveLength(2001);
    expect(around.at(-1)).toMatchObject({ kind: "member", line: last, index: 999_999, position: 1000, siblings: 1000 });
    expect(pathOf(tree, last)).toBe("$[999999]");
  });

  it("opens short values altogether, long ones by one level", () => {
    const short = treeOf('{"a":{"b":[1,2]}}');
    expect(visibleRows(short, openAtFirst(short))).toHaveLength(5);
    const long = treeOf(JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id }))));
    expect(visibleRows(long, openAtFirst(long))).toHaveLength(301);
  });

  it("lists JSON lines side by side", () => {
    const tree = treeOf('{"a":1}\n{"a":2}');
    expect(tree.size(rootLine)).toBe(2);
    expect(pathOf(tree, 4)).toBe("$[1].a");
  });

  it("opens 100,000 levels", () => {
    const tree = treeOf(`${"[".repeat(100_000)}1${"]".repeat(100_000)}`);
    expect(visibleRows(tree, everything(tree))).toHaveLength(100_001);
    expect(rowsAround(tree, 100_000)).toHaveLength(100_000);
  });

  it("spells names that are no plain words in quotes", () => {
    const tree = treeOf(`{"unit price":{"it's":[{"\\u0061":1}]},"":2,"a":1}`);
    const paths = members(visibleRows(tree, everything(tree))).map(({ line }) => pathOf(tree, line));
    expect(paths).toEqual([
      "$",
      "$['unit price']",
      "$['unit price']['it\\'s']",
      "$['unit price']['it\\'s'][0]",
      "$['unit price']['it\\'s'][0].a",
      "$['']",
      "$.a",
    ]);
  });
});

describe("tokens of a line", () => {
  const of = (text: string) => {
    const bytes = utf8(text);
    return tokenize(bytes, 0, bytes.length).map(({ from, to, kind }) => [
      kind,
      decodeLoosely(bytes.subarray(from, to)),
    ]);
  };

  it("are a key and a value with their marks", () => {
    expect(of('"total": 249.9,')).toEqual([
      ["key", '"total"'],
      ["mark", ":"],
      ["number", "249.9"],
      ["mark", ","],
    ]);
    expect(of('"a:\\"b": "c: d"').map(([kind]) => kind)).toEqual(["key", "mark", "string"]);
  });

  it("are those of binary values too", () => {
    expect(of("[1, 2]: h'00ff',").map(([kind]) => kind)).toEqual([
      "key",
      "key",
      "key",
      "key",
      "key",
      "mark",
      "literal",
      "mark",
    ]);
    expect(of('1: timestamp("2026-11-22T14:32:07Z")').map(([kind]) => kind)).toEqual([
      "key",
      "mark",
      "mark",
      "mark",
      "string",
      "mark",
    ]);
    expect(of("-Infinity")).toEqual([["literal", "-Infinity"]]);
    expect(of("55799({")).toEqual([
      ["mark", "55799"],
      ["mark", "("],
      ["mark", "{"],
    ]);
  });

  it("cover everything but spaces, in order, whatever the line", () => {
    forSeeds(500, (random) => {
      const bytes = random.chance(2) ? utf8(JSON.stringify(random.text(20))) : random.bytes(40);
      let at = 0;
      for (const { from, to } of tokenize(bytes, 0, bytes.length)) {
        expect(bytes.subarray(at, from).every((byte) => byte === 0x20)).toBe(true);
        expect(to).toBeGreaterThan(from);
        at = to;
      }
      expect(at <= bytes.length && bytes.subarray(at).every((byte) => byte === 0x20)).toBe(true);
    });
  });

  it("leave a comma out of the value", () => {
    const tree = treeOf('{"a":[1,2],"b":"x"}');
    const bytes = tree.lines.bytes;
    const values = [1, 2, 5].map((line) => {
      const { key, value } = memberOf(
        tree.lines,
        tokenize(bytes, tree.lines.starts[line] ?? 0, lineEnd(tree.lines, line)),
      );
      return [key.length, decodeLoosely(bytes.subarray(value[0]?.from, value.at(-1)?.to))];
    });
    expect(values).toEqual([
      [1, "["],
      [0, "1"],
      [1, '"x"'],
    ]);
  });
});
