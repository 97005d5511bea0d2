// JSON that keeps what it does not understand. A configuration document goes from a server to a form and back, and nothing
// of it may change on the way that nobody changed: numbers keep their digits (a uint64 does not fit into a double), members
// keep their order, and a name that stands twice is said instead of dropped.

export type Json = null | boolean | string | JsonNumber | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export type JsonObject = ReadonlyMap<string, Json>;

/** A number as it is written. */
export class JsonNumber {
  readonly digits: string;

  constructor(digits: string | number | bigint) {
    this.digits = String(digits);
  }

  /** Its value when it is written as an integer: 12, but not 12.0 or 1e3. */
  get integer(): bigint | undefined {
    return /^-?\d+$/.test(this.digits) ? BigInt(this.digits) : undefined;
  }
}

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;
export const isArray = (value: Json | undefined): value is JsonArray => Array.isArray(value);

export interface JsonMistake {
  /** A sentence: "A comma or } has to stand here." */
  message: string;
  /** Where it is: in UTF-16 units from the beginning, and as people count, from 1. */
  at: number;
  line: number;
  column: number;
}

export type Parsed = { value: Json; mistake?: never } | { value?: never; mistake: JsonMistake };

/** Reads one JSON value (RFC 8259). */
export function parseJson(text: string): Parsed {
  const reader = new Reader(text);
  try {
    return { value: reader.whole() };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const before = text.slice(0, error.at).split("\n");
    return {
      mistake: { message: error.message, at: error.at, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    };
  }
}

/** The same as text, two spaces a level. */
export function printJson(value: Json, indent = ""): string {
  if (value instanceof JsonNumber) return value.digits;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const deeper = `${indent}  `;
  const [open, close, items] = isObject(value)
    ? ["{", "}", Array.from(value, ([name, item]) => `${JSON.stringify(name)}: ${printJson(item, deeper)}`)]
    : ["[", "]", value.map((item) => printJson(item, deeper))];
  return items.length === 0
    ? `${open}${close}`
    : `${open}\n${items.map((item) => deeper + item).join(",\n")}\n${indent}${close}`;
}

/** The same in one line, for a place that has no more. */
export function printLine(value: Json): string {
  if (value instanceof JsonNumber) return value.digits;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isObject(value))
    return `{${Array.from(value, ([name, item]) => `${JSON.stringify(name)}: ${printLine(item)}`).join(", ")}}`;
  return `[${value.map(printLine).join(", ")}]`;
}

/** Whether two values say the same: the order of members and the way a number is written do not count. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a instanceof JsonNumber && b instanceof JsonNumber) return canonical(a.digits) === canonical(b.digits);
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  if (isObject(a) && isObject(b))
    return a.size === b.size && Array.from(a).every(([name, item]) => b.has(name) && sameJson(item, b.get(name)));
  return false;
}

/** A number in the one form that all its spellings share: 1.50, 15e-1 and 1.5 are "15e-1". */
function canonical(digits: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(digits) ?? [];
  const all = (whole + fraction).replace(/^0+/, "");
  const significant = all.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(all.length - significant.length)}`;
}

class Mistake extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Deeper than any configuration, and not so deep that reading it could fail. */
const maxDepth = 200;

const space = /[\t\n\r ]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const plain = /[ !#-[\]-\uffff]*/y; // all but quotes, backslashes and what is below a space
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const literals = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith("\ufeff")) this.#at = 1;
  }

  whole(): Json {
    const value = this.#value();
    this.#take(space);
    if (this.#at < this.#text.length) this.#fail("The document ends before this.");
    return value;
  }

  #value(): Json {
    this.#take(space);
    const next = this.#text[this.#at];
    if (next === "{") return this.#deeper(() => this.#object());
    if (next === "[") return this.#deeper(() => this.#array());
    if (next === '"') return this.#string();
    const digits = this.#take(number);
    if (digits) return new JsonNumber(digits);
    for (const [word, value] of literals) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#fail("A value has to stand here.");
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > maxDepth) this.#fail(`There are more than ${maxDepth} levels.`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): JsonObject {
    const members = new Map<string, Json>();
    if (this.#ends("}")) return members;
    do {
      this.#take(space);
      const from = this.#at;
      if (this.#text[from] !== '"') this.#fail("A name in double quotes has to stand here.");
      const name = this.#string();
      if (members.has(name)) this.#fail(`${JSON.stringify(name)} stands twice in this object.`, from);
      this.#take(space);
      if (this.#text[this.#at] !== ":") this.#fail("A colon has to stand here.");
      this.#at++;
      members.set(name, this.#value());
    } while (this.#goesOn("}"));
    return members;
  }

  #array(): JsonArray {
    const items: Json[] = [];
    if (this.#ends("]")) return items;
    do items.push(this.#value());
    while (this.#goesOn("]"));
    return items;
  }

  #ends(close: string): boolean {
    this.#take(space);
    if (this.#text[this.#at] !== close) return false;
    this.#at++;
    return true;
  }

  #goesOn(close: string): boolean {
    if (this.#ends(close)) return false;
    if (this.#text[this.#at] !== ",") this.#fail(`A comma or ${close} has to stand here.`);
    this.#at++;
    return true;
  }

  #string(): string {
    const from = this.#at++;
    while (this.#take(plain) || this.#take(escaped));
    const stop = this.#text[this.#at];
    if (stop === "\\") this.#fail("JSON knows no such escape.");
    if (stop === undefined) this.#fail("The text ends inside a string.");
    if (stop !== '"') this.#fail("A line or a tab has to be written as an escape inside a string.");
    this.#at++;
    return JSON.parse(this.#text.slice(from, this.#at)) as string;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #fail(message: string, at = this.#at): never {
    throw new Mistake(at, message);
  }
}
