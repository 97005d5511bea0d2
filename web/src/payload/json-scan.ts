import { stride, type Work } from "./slices";
import { maxDepth, type StructureWriter } from "./structure-writer";

export interface JsonScan {
  /** Where the text stops being JSON, and what should have stood there. */
  error?: { at: number; expected: string };
  /** How many values stand on lines of their own; how many of them are neither object nor array. */
  values: number;
  scalars: number;
  /** The text ended in the middle of a value. */
  unfinished: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What may come next. */
type State = "value" | "first item" | "first key" | "key" | "colon" | "end of item" | "string" | "key string";

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isHex = (byte: number | undefined) =>
  isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
const escapable = new Set([...'"\\/bfnrtu'].map((character) => character.charCodeAt(0)));
const literals = ["true", "false", "null"].map((word) => new TextEncoder().encode(word));

export interface JsonOptions {
  /** Lays the value out; without one the text is only checked. */
  writer?: StructureWriter | undefined;
  /** The bytes are the first part of a longer text. */
  cut?: boolean;
}

/**
 * Reads JSON as it is written (RFC 8259), without making values of it: numbers keep their digits, members their order and
 * their doubles. Several values on lines of their own are JSON lines. Depth costs a byte of memory, not of stack.
 */
export function scanJson(bytes: Uint8Array, options?: JsonOptions): Work<JsonScan> {
  return new JsonScanner(bytes, options).scan();
}

class JsonScanner {
  readonly #bytes: Uint8Array;
  readonly #writer: StructureWriter | undefined;
  readonly #cut: boolean;
  #at = 0;
  #state: State = "value";
  #from = 0; // where the token being read began
  #objects: boolean[] = []; // for each level, whether it is an object
  #newline = true; // since the last value at the top
  #error: { at: number; expected: string } | undefined;
  #values = 0;
  #scalars = 0;

  constructor(bytes: Uint8Array, { writer, cut = false }: JsonOptions = {}) {
    this.#bytes = bytes;
    this.#writer = writer;
    this.#cut = cut;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3; // a byte order mark
  }

  *scan(): Work<JsonScan> {
    while (this.#at < this.#bytes.length && !this.#error) {
      this.#run(Math.min(this.#bytes.length, this.#at + stride));
      yield;
    }
    if (!this.#error) this.#end();
    const result = { values: this.#values, scalars: this.#scalars, unfinished: this.#open() };
    return this.#error ? { ...result, error: this.#error } : result;
  }

  #run(until: number) {
    while (this.#at < until && !this.#error) {
      if (this.#state === "string" || this.#state === "key string") {
        this.#string(until);
        continue;
      }
      const byte = this.#bytes[this.#at] ?? 0;
      if (isSpace(byte)) {
        if (byte === 0x0a) this.#newline = true;
        this.#at++;
      } else this.#token(byte);
    }
  }

  #token(byte: number) {
    switch (this.#state) {
      case "colon":
        if (byte !== COLON) return this.#fail("a colon");
        this.#writer?.colon();
        this.#at++;
        this.#state = "value";
        return;
      case "first key":
        if (byte === CLOSE_OBJECT) return this.#close(byte);
        return this.#key(byte);
      case "key":
        return this.#key(byte);
      case "first item":
        if (byte === CLOSE_ARRAY) return this.#close(byte);
        return this.#value(byte);
      case "end of item":
        return this.#afterItem(byte);
      default:
        return this.#value(byte);
    }
  }

  #afterItem(byte: number) {
    const inObject = this.#objects.at(-1);
    if (inObject === undefined) {
      if (!this.#newline) return this.#fail("the end");
      return this.#value(byte);
    }
    if (byte === (inObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return this.#close(byte);
    if (byte !== COMMA) return this.#fail(inObject ? "a comma or }" : "a comma or ]");
    this.#at++;
    this.#state = inObject ? "key" : "value";
  }

  #key(byte: number) {
    if (byte !== QUOTE) return this.#fail("a key in quotes");
    this.#writer?.next();
    this.#beginString("key string");
  }

  #value(byte: number) {
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (this.#objects.length === maxDepth) return this.#fail("no more than a million levels");
      this.#writer?.open(byte);
      this.#objects.push(byte === OPEN_OBJECT);
      this.#state = byte === OPEN_OBJECT ? "first key" : "first item";
      this.#at++;
      return;
    }
    if (byte === QUOTE) {
      this.#writer?.next();
      return this.#beginString("string");
    }
    const end = isDigit(byte) || byte === 0x2d ? this.#numberEnd() : this.#literalEnd();
    if (end === undefined) return this.#fail("a value");
    this.#writer?.next();
    this.#writer?.out.copy(this.#bytes, this.#at, end);
    this.#at = end;
    this.#finished(true);
  }

  #close(byte: number) {
    this.#writer?.close(byte);
    this.#objects.pop();
    this.#at++;
    this.#finished(false);
  }

  #finished(scalar: boolean) {
    this.#state = "end of item";
    if (this.#objects.length > 0) return;
    this.#values++;
    if (scalar) this.#scalars++;
    this.#newline = false;
  }

  #beginString(state: "string" | "key string") {
    this.#from = this.#at++;
    this.#state = state;
  }

  /** Goes on in a string, up to its end or to `until`: a string can be as long as the whole value. */
  #string(until: number) {
    const bytes = this.#bytes;
    while (this.#at < until) {
      const byte = bytes[this.#at] ?? 0;
      if (byte === QUOTE) return this.#endString();
      if (byte < 0x20) return this.#fail("no control character in a string");
      if (byte !== BACKSLASH) this.#at++;
      else if (!this.#escape()) return;
    }
  }

  #escape(): boolean {
    const bytes = this.#bytes;
    const length = bytes[this.#at + 1] === 0x75 ? 6 : 2;
    if (this.#at + length > bytes.length) {
      if (!this.#cut) this.#fail("the rest of an escape");
      this.#at = bytes.length;
      return false;
    }
    let fits = escapable.has(bytes[this.#at + 1] ?? 0);
    for (let i = 2; i < length; i++) fits &&= isHex(bytes[this.#at + i]);
    if (fits) this.#at += length;
    else this.#fail("an escape that JSON knows");
    return fits;
  }

  #endString() {
    this.#at++;
    this.#writer?.out.copy(this.#bytes, this.#from, this.#at);
    if (this.#state === "key string") this.#state = "colon";
    else this.#finished(true);
  }

  #numberEnd(): number | undefined {
    const bytes = this.#bytes;
    let at = this.#at;
    const digits = () => {
      const from = at;
      while (isDigit(bytes[at])) at++;
      return at > from || (this.#cut && at === bytes.length);
    };
    if (bytes[at] === 0x2d) at++;
    if (bytes[at] === 0x30) at++;
    else if (!digits()) return undefined;
    if (bytes[at] === 0x2e) {
      at++;
      if (!digits()) return undefined;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at++;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
      if (!digits()) return undefined;
    }
    return at;
  }

  #literalEnd(): number | undefined {
    for (const word of literals) {
      const end = Math.min(this.#bytes.length, this.#at + word.length);
      if (end - this.#at < word.length && !this.#cut) continue;
      if (this.#bytes.subarray(this.#at, end).every((byte, i) => byte === word[i])) return end;
    }
    return undefined;
  }

  #open(): boolean {
    return this.#objects.length > 0 || this.#state === "string" || this.#state === "key string";
  }

  #end() {
    // A string without its end is still shown as far as it came.
    if (this.#state === "string" || this.#state === "key string")
      this.#writer?.out.copy(this.#bytes, this.#from, this.#bytes.length);
    if (this.#cut) return;
    if (this.#open()) this.#fail("more: the text ends inside a value");
    else if (this.#values === 0) this.#fail("a value");
  }

  #fail(expected: string) {
    this.#error = { at: this.#at, expected };
  }
}
