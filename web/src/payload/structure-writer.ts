import { ByteWriter, WordWriter } from "./grow";
import { type Lines, measured } from "./lines";
import type { Work } from "./slices";

const comma = 0x2c;
const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
const space = 0x20;

/** Deeper than this nobody nests on purpose, and each level costs memory. */
export const maxDepth = 1_000_000;

/**
 * Lays a value out in lines while it is being read, in the spelling of JSON whatever it came as: one line for each member,
 * `{}` on one line, commas at the ends. It holds no value, only bytes, so nothing is rounded, reordered or lost.
 */
export class StructureWriter {
  readonly out: ByteWriter;
  readonly #starts: WordWriter;
  readonly #depths: WordWriter;
  readonly #partners: WordWriter;
  // Of each level: the line it opened, or -1 when all of it stays on one line; whether it has a member yet.
  readonly #opened: number[] = [];
  readonly #empty: boolean[] = [];
  #inline = 0; // how many of the levels stay on the line they began on
  #joined = false; // what comes next stands behind a key or a tag, on its line

  constructor(expected: number) {
    this.out = new ByteWriter(expected + (expected >>> 3));
    this.#starts = new WordWriter(expected >>> 4);
    this.#depths = new WordWriter(expected >>> 4);
    this.#partners = new WordWriter(expected >>> 4);
  }

  /** Comes before every key and every value: ends the line of its neighbour and begins its own. */
  next() {
    if (this.#joined) {
      this.#joined = false;
      return;
    }
    const top = this.#opened.length - 1;
    const follows = top >= 0 && !this.#empty[top];
    if (follows) this.out.byte(comma);
    if (this.#opened[top] !== -1) this.#line();
    else if (follows) this.out.byte(space);
    if (top >= 0) this.#empty[top] = false;
  }

  /** Behind a key. */
  colon() {
    this.out.ascii(": ");
    this.#joined = true;
  }

  /** `tag(` around what comes next. */
  wrap(prefix: string) {
    this.next();
    this.out.ascii(prefix);
    this.#joined = true;
  }

  unwrap(suffix: string) {
    this.#joined = false;
    this.out.ascii(suffix);
  }

  /** Opens a map or an array. As a key it stays on its line. */
  open(bracket: number, asKey = false) {
    this.next();
    this.out.byte(bracket);
    const inline = asKey || this.#inline > 0;
    if (inline) this.#inline++;
    this.#opened.push(inline ? -1 : this.#starts.length - 1);
    this.#empty.push(true);
  }

  close(bracket: number) {
    const opened = this.#opened.pop();
    const empty = this.#empty.pop();
    if (opened === undefined) return;
    if (opened === -1) this.#inline--;
    else if (!empty) {
      this.#line();
      const closing = this.#starts.length - 1;
      this.#partners.put(opened, closing);
      this.#partners.put(closing, opened);
    }
    this.out.byte(bracket);
  }

  /** A string that was not written as JSON: quotes, backslashes and controls are escaped, all else stays. */
  quoted(source: Uint8Array, from: number, to: number) {
    let kept = from;
    for (let at = from; at < to; at++) {
      const byte = source[at] ?? 0;
      if (byte >= space && byte !== quote && byte !== backslash && byte !== 0x7f) continue;
      this.out.copy(source, kept, at);
      this.out.ascii(escapeOf(byte));
      kept = at + 1;
    }
    this.out.copy(source, kept, to);
  }

  hex(source: Uint8Array, from: number, to: number) {
    for (let at = from; at < to; at++) this.out.ascii((source[at] ?? 0).toString(16).padStart(2, "0"));
  }

  *finish(): Work<Lines> {
    const count = this.#starts.length;
    // What was never closed reaches to the end.
    for (const [level, line] of this.#opened.entries())
      if (line >= 0 && !this.#empty[level]) this.#partners.put(line, count);
    this.#starts.push(this.out.length + 1);
    const structure = { depths: yield* this.#depths.done(), partners: yield* this.#partners.done() };
    return yield* measured({ bytes: yield* this.out.done(), starts: yield* this.#starts.done(), structure });
  }

  #line() {
    if (this.#starts.length > 0) this.out.byte(newline);
    this.#partners.push(this.#starts.length);
    this.#starts.push(this.out.length);
    this.#depths.push(this.#opened.length);
  }
}

const escapes: Record<number, string> = { 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\" };

function escapeOf(byte: number): string {
  return escapes[byte] ?? `\\u${byte.toString(16).padStart(4, "0")}`;
}
