import { type Lines, lineEnd } from "./lines";

/** What is drawn as one row: a line, or a piece of a long one. */
export interface Row {
  line: number;
  from: number;
  to: number;
  /** Which piece of its line it is; 0 has the line's number. */
  piece: number;
}

export interface Rows {
  count: number;
  at: (row: number) => Row;
  /** The row that the byte at `offset` is in. */
  of: (line: number, offset: number) => number;
}

/** How far lines are indented, however deep they are: at some point the reader has to see the line and not the depth. */
export const maxIndent = 40;

/** A line of ten megabytes is drawn in pieces of this many bytes when nothing is wrapped. */
export const longestRow = 1000;

/** And of this many when most of them are spelled out, in four columns each. */
export const longestBinaryRow = 128;

/**
 * Cuts lines into rows of at most `width` bytes, less their indentation. A character takes one column for each of its bytes
 * at most, so a row always fits its columns, and where row 400,000 begins is arithmetic instead of a search.
 */
export function cutRows(lines: Lines, width: number): Rows {
  const space = (line: number) => room(lines, line, width);
  if (lines.longest <= room(lines, -1, width)) {
    const at = (row: number) => ({ line: row, from: lines.starts[row] ?? 0, to: lineEnd(lines, row), piece: 0 });
    return { count: lines.count, at, of: (line) => line };
  }
  const firsts = firstRows(lines, space);
  const at = (row: number): Row => {
    const line = lineOfRow(firsts, row);
    const piece = row - (firsts[line] ?? 0);
    const [from, to] = [lines.starts[line] ?? 0, lineEnd(lines, line)];
    const size = space(line);
    return {
      line,
      piece,
      from: aligned(lines, from + piece * size, to),
      to: aligned(lines, from + (piece + 1) * size, to),
    };
  };
  const of = (line: number, offset: number) => {
    const guess = (firsts[line] ?? 0) + Math.floor((offset - (lines.starts[line] ?? 0)) / space(line));
    // The piece before ends a little later when a character lies across its end.
    return guess > (firsts[line] ?? 0) && offset < at(guess).from ? guess - 1 : guess;
  };
  return { count: firsts[lines.count] ?? 0, at, of };
}

/** The columns a line has for its text; those of the deepest one for line -1. */
function room({ structure, deepest }: Lines, line: number, width: number): number {
  const depth = line < 0 ? deepest : (structure?.depths[line] ?? 0);
  return Math.max(24, width - indentOf(depth, width));
}

/** How many columns a line of this depth is indented by. In a narrow place the text keeps half of it. */
export function indentOf(depth: number, width: number): number {
  return Math.min(Math.min(depth, maxIndent) * 2, Math.floor(width / 2));
}

function firstRows(lines: Lines, space: (line: number) => number): Uint32Array {
  const firsts = new Uint32Array(lines.count + 1);
  let row = 0;
  for (let line = 0; line < lines.count; line++) {
    firsts[line] = row;
    const length = (lines.starts[line + 1] ?? 0) - 1 - (lines.starts[line] ?? 0);
    row += Math.max(1, Math.ceil(length / space(line)));
  }
  firsts[lines.count] = row;
  return firsts;
}

function lineOfRow(firsts: Uint32Array, row: number): number {
  let low = 0;
  let high = firsts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((firsts[middle] ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Never in the middle of a character: forward over at most three continuation bytes. */
function aligned({ bytes }: Lines, offset: number, end: number): number {
  let at = Math.min(offset, end);
  for (let i = 0; i < 3 && at < end && ((bytes[at] ?? 0) & 0xc0) === 0x80; i++) at++;
  return at;
}
