import { type Lines, lineEnd } from "./lines";

/** The place of what has no parent: the value itself, or each of several JSON lines. */
export const rootLine = -1;

/** Larger arrays are shown in ranges of a thousand, and those in ranges of a million: nobody opens a million rows. */
const rangeSize = 1000;

export type TreeRow =
  | { kind: "member"; line: number; level: number; parent: number; index: number; position: number; siblings: number }
  | { kind: "range"; parent: number; from: number; to: number; level: number; position: number; siblings: number };

/** The name of a row: it stays the same while others open and close. */
export function rowKey(row: TreeRow): string {
  return row.kind === "member" ? String(row.line) : `${row.parent}:${row.from}-${row.to}`;
}

/** A laid out value as a tree. It holds nothing but which lines are whose: the lines know the rest. */
export class Tree {
  readonly lines: Lines;
  readonly #partners: Uint32Array;
  readonly #children = new Map<number, Uint32Array>();
  readonly #counts = new Map<number, number>();

  constructor(lines: Lines) {
    this.lines = lines;
    this.#partners = lines.structure?.partners ?? new Uint32Array();
  }

  /** Whether the line opens something that has members. */
  opens(line: number): boolean {
    return (this.#partners[line] ?? 0) > line;
  }

  /** Whether an object or an array opens in this line, or several JSON lines follow each other. */
  isArray(line: number): boolean {
    return line === rootLine || this.lines.bytes[lineEnd(this.lines, line) - 1] === 0x5b;
  }

  /** How many members a line has. */
  size(line: number): number {
    const known = this.#counts.get(line) ?? this.#children.get(line)?.length;
    if (known !== undefined) return known;
    let size = 0;
    for (let child = line + 1, end = this.#end(line); child < end; child = this.#after(child)) size++;
    this.#counts.set(line, size);
    return size;
  }

  /** The lines of the members of a line. */
  children(line: number): Uint32Array {
    const known = this.#children.get(line);
    if (known) return known;
    const children = new Uint32Array(this.size(line));
    let index = 0;
    for (let child = line + 1, end = this.#end(line); child < end; child = this.#after(child))
      children[index++] = child;
    this.#children.set(line, children);
    return children;
  }

  /** Whose member a line is, and which one. The line of a closing bracket is asked for by what it closes. */
  parent(line: number): { line: number; index: number } {
    let index = 0;
    let at = line - 1;
    while (at >= 0 && !(this.opens(at) && (this.#partners[at] ?? 0) >= line)) {
      const partner = this.#partners[at] ?? at;
      at = Math.min(at, partner) - 1;
      index++;
    }
    return { line: at, index };
  }

  /** The line that a member begins in, when `line` is where it ends. */
  opener(line: number): number {
    return Math.min(line, this.#partners[line] ?? line);
  }

  /** One behind the last line of a member. */
  after(line: number): number {
    return this.#after(line);
  }

  #end(line: number): number {
    return line === rootLine ? this.lines.count : (this.#partners[line] ?? 0);
  }

  #after(line: number): number {
    return Math.max(line, this.#partners[line] ?? line) + 1;
  }
}

/** The rows to be seen when the rows named in `open` are open. */
export function visibleRows(tree: Tree, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  // A stack of our own: a value can be nested deeper than calls can.
  const stack: TreeRow[] = membersOf(tree, rootLine, 0, tree.size(rootLine), 1).reverse();
  for (let row = stack.pop(); row; row = stack.pop()) {
    rows.push(row);
    if (!open.has(rowKey(row))) continue;
    const inner =
      row.kind === "range"
        ? membersOf(tree, row.parent, row.from, row.to, row.level + 1)
        : tree.opens(row.line)
          ? membersOf(tree, row.line, 0, tree.size(row.line), row.level + 1)
          : [];
    for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i] as TreeRow);
  }
  return rows;
}

/** The members from..to of a line, or the ranges they are in. */
function membersOf(tree: Tree, parent: number, from: number, to: number, level: number): TreeRow[] {
  const step = stepFor(to - from);
  const siblings = Math.ceil((to - from) / step);
  if (step === 1) {
    const children = tree.children(parent);
    return Array.from({ length: siblings }, (_, i) => {
      const index = from + i;
      return { kind: "member", line: children[index] ?? 0, level, parent, index, position: i + 1, siblings };
    });
  }
  return Array.from({ length: siblings }, (_, i) => {
    const start = from + i * step;
    return { kind: "range", parent, from: start, to: Math.min(to, start + step), level, position: i + 1, siblings };
  });
}

function stepFor(count: number): number {
  let step = 1;
  while (count > step * rangeSize) step *= rangeSize;
  return step;
}

/** The names of the rows that have to be open for a line to be seen. */
export function rowsAround(tree: Tree, line: number): string[] {
  const keys: string[] = [];
  let at = tree.opener(line);
  while (at > rootLine) {
    const { line: parent, index } = tree.parent(at);
    const size = tree.size(parent);
    for (let [from, to] = [0, size]; stepFor(to - from) > 1; ) {
      const step = stepFor(to - from);
      from += Math.floor((index - from) / step) * step;
      to = Math.min(to, from + step);
      keys.push(`${parent}:${from}-${to}`);
    }
    if (parent > rootLine) keys.push(String(parent));
    at = parent;
  }
  return keys;
}

/** What is open at first: everything in a short value, else only the first level of it. */
export function openAtFirst(tree: Tree): Set<string> {
  const few = tree.lines.count <= 200;
  const open = new Set<string>();
  for (const line of tree.children(rootLine).subarray(0, few ? undefined : 1))
    if (tree.opens(line)) open.add(String(line));
  if (few) for (let line = 0; line < tree.lines.count; line++) if (tree.opens(line)) open.add(String(line));
  return open;
}
