import { ByteWriter } from "./grow";
import { type Lines, lineEnd } from "./lines";
import { maxIndent } from "./rows";
import type { Work } from "./slices";
import { type Token, tokenize } from "./tokens";
import { rootLine, type Tree } from "./tree";
import { decodeLoosely } from "./utf8";

/** A line of a laid out value, taken apart: its key, if it has one, and its value without the comma. */
export interface Member {
  key: readonly Token[];
  value: readonly Token[];
}

const COMMA = 0x2c;
const COLON = 0x3a;

export function memberOf({ bytes }: Lines, tokens: readonly Token[]): Member {
  const colon =
    tokens[0]?.kind === "key" ? tokens.findIndex(({ from, kind }) => kind === "mark" && bytes[from] === COLON) : -1;
  const last = tokens.at(-1);
  const comma = last?.kind === "mark" && bytes[last.from] === COMMA;
  return { key: tokens.slice(0, Math.max(0, colon)), value: tokens.slice(colon + 1, comma ? -1 : undefined) };
}

/** Where the value of a line begins: behind its key. */
function valueStart(lines: Lines, line: number): number {
  const [from, to] = [lines.starts[line] ?? 0, lineEnd(lines, line)];
  return memberOf(lines, tokenize(lines.bytes, from, to)).value[0]?.from ?? to;
}

/** The path of a line as JSONPath (RFC 9535): $.items[0]['unit price']. */
export function pathOf(tree: Tree, line: number): string {
  const steps: string[] = [];
  for (let at = tree.opener(line); at > rootLine; ) {
    const { line: parent, index } = tree.parent(at);
    if (parent !== rootLine || tree.size(rootLine) > 1) steps.push(step(tree, parent, at, index));
    at = parent;
  }
  return `$${steps.reverse().join("")}`;
}

function step({ lines }: Tree, parent: number, line: number, index: number): string {
  const [from, to] = [lines.starts[line] ?? 0, lineEnd(lines, line)];
  const { key } = memberOf(lines, tokenize(lines.bytes, from, to));
  const [first] = key;
  if (!first || parent === rootLine) return `[${index}]`;
  const spelled = decodeLoosely(lines.bytes.subarray(first.from, key.at(-1)?.to));
  const name = unquote(spelled);
  if (name === undefined) return `[${spelled}]`;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `['${name.replace(/[\\']/g, "\\$&")}']`;
}

/** What a string says. Undefined when it is none, or has bytes of its own making. */
function unquote(spelled: string): string | undefined {
  if (!spelled.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(spelled);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** All that is laid out, indented, as text. */
export function wholeText(lines: Lines): Work<string> {
  return textOf(lines, 0, lines.count, lines.starts[0] ?? 0);
}

/** The value of a member as text, without its key and the comma behind it. */
export function valueText(tree: Tree, line: number): Work<string> {
  const start = tree.opener(line);
  return textOf(tree.lines, start, tree.after(start), valueStart(tree.lines, start), true);
}

function* textOf(lines: Lines, from: number, to: number, start: number, bare = false): Work<string> {
  const depths = lines.structure?.depths;
  const base = depths?.[from] ?? 0;
  const end = lineEnd(lines, Math.min(to, lines.count) - 1);
  // Depth is told by brackets; a value of a million levels must not become a terabyte of spaces.
  const cap = lines.count > 1_000_000 ? 4 : maxIndent;
  const out = new ByteWriter((end - start) * 2);
  for (let line = from; line < Math.min(to, lines.count); line++) {
    if (line > from) out.byte(0x0a);
    const indent = Math.min(cap, (depths?.[line] ?? 0) - base);
    for (let i = 0; i < indent; i++) out.ascii("  ");
    out.copy(lines.bytes, line === from ? start : (lines.starts[line] ?? 0), lineEnd(lines, line));
    if ((line & 0xfff) === 0) yield;
  }
  yield;
  const text = decodeLoosely(yield* out.done());
  return bare && text.endsWith(",") ? text.slice(0, -1) : text;
}
