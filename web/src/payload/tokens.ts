import { type Lines, lineEnd } from "./lines";

export type TokenKind = "key" | "string" | "number" | "literal" | "mark";

/** The bytes from..to of `Lines.bytes` are one token. Between tokens there are only spaces. */
export interface Token {
  from: number;
  to: number;
  kind: TokenKind;
}

const SPACE = 0x20;
const COLON = 0x3a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const APOSTROPHE = 0x27;

const isLetter = (byte: number) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isNumber = (byte: number) => (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e;

/** What brackets do to the depth. */
const nesting: Record<number, number> = { 91: 1, 123: 1, 40: 1, 93: -1, 125: -1, 41: -1 };

/** A map as the key of a map stays on one line, and can be any size. What comes behind so many tokens stays plain. */
const maxTokens = 2000;

/** Splits laid out lines into tokens. Long ones are remembered: they are drawn in many pieces. */
export function createTokenizer(lines: Lines): (line: number) => readonly Token[] {
  const kept = new Map<number, readonly Token[]>();
  return (line) => {
    const known = kept.get(line);
    if (known) return known;
    const from = lines.starts[line] ?? 0;
    const to = lineEnd(lines, line);
    const tokens = tokenize(lines.bytes, from, to);
    if (to - from > 1024) {
      if (kept.size > 64) kept.clear();
      kept.set(line, tokens);
    }
    return tokens;
  };
}

/** The tokens of one laid out line: what JSON has, and h'0a', 1(…), undefined of the notation for binary values. */
export function tokenize(bytes: Uint8Array, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let keyed = false;
  let at = from;
  while (at < to && tokens.length < maxTokens) {
    const byte = bytes[at] ?? 0;
    const token = tokenAt(bytes, at, to, byte);
    at = token.to;
    if (byte === SPACE) continue;
    depth += nesting[byte] ?? 0;
    if (byte === COLON && depth === 0 && !keyed) {
      keyed = true;
      for (const before of tokens) before.kind = "key";
    }
    tokens.push(token);
  }
  return tokens;
}

function tokenAt(bytes: Uint8Array, from: number, to: number, byte: number): Token {
  if (byte === QUOTE) return { from, to: endOfQuoted(bytes, from + 1, to), kind: "string" };
  if (byte === 0x68 && bytes[from + 1] === APOSTROPHE)
    return { from, to: Math.min(to, endOf(bytes, from + 2, to, (next) => next !== APOSTROPHE) + 1), kind: "literal" };
  if (isLetter(byte)) return word(bytes, from, to, "literal");
  if (isNumber(byte)) return word(bytes, from, to, "number");
  return { from, to: from + 1, kind: "mark" };
}

/** A number or word. In front of a bracket it is the name of a tag. */
function word(bytes: Uint8Array, from: number, to: number, kind: TokenKind): Token {
  const end = endOf(bytes, from, to, (next) => isLetter(next) || isNumber(next));
  // "-Infinity" begins like a number.
  const spelled = kind === "number" && bytes[from + 1] === 0x49 ? "literal" : kind;
  return { from, to: end, kind: bytes[end] === 0x28 ? "mark" : spelled };
}

function endOf(bytes: Uint8Array, from: number, to: number, goesOn: (byte: number) => boolean): number {
  let at = from;
  while (at < to && goesOn(bytes[at] ?? 0)) at++;
  return Math.min(at, to);
}

/** A string can be all of ten megabytes, so its end is looked for by the browser and not byte by byte. */
function endOfQuoted(bytes: Uint8Array, from: number, to: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0 && at < to; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (at - backslashes > from && bytes[at - backslashes - 1] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return to;
}
