import type { Field, Kind } from "./catalogue";
import { noTime } from "./fields";
import { isArray, isObject, type Json, JsonNumber, sameJson } from "./json";
import { bytesText, countText, durationText, type Read, readBytes, readCount, readDuration } from "./quantities";

// Between a value of the document and the text in its field. The one rule: what a field shows can be read back to the very
// same value. A value that no text of its kind stands for is not shown as if it were; it is left to be edited as JSON.

export type Typed = { value: Json | undefined; problem?: never } | { value?: never; problem: string };

/** The text in the field of a value, or undefined when it cannot be shown there. Nothing is the empty text. */
export function shownText(kind: Kind, value: Json | undefined): string | undefined {
  if (value === undefined) return "";
  const text = textOf(kind, value);
  // A line of text holds no line feed, and a browser makes a line feed of a carriage return.
  if (text === undefined || (kind.is === "text" && !kind.long ? /[\n\r]/ : /\r/).test(text)) return undefined;
  // Nothing has several forms: no limit, no words, no text. Each is kept as long as nothing is typed.
  return text === "" || sameJson(typedValue(kind, text, value).value, value) ? text : undefined;
}

function textOf(kind: Kind, value: Json): string | undefined {
  switch (kind.is) {
    case "text":
    case "time":
      return typeof value === "string" ? lineText(kind, value) : undefined;
    case "choice":
      return kind.options.find((option) => option.value === value)?.value;
    case "subjects":
    case "words":
      return isArray(value) ? wordLines(value) : undefined;
    case "flag":
      return typeof value === "boolean" ? String(value) : undefined;
    case "count":
    case "bytes":
    case "duration":
      return numberText(kind, integerOf(value));
    case "durations":
      return isArray(value) ? linesOf(value) : undefined;
    case "map":
      return isObject(value) ? pairsText(value, kind.hidden) : undefined;
    case "object":
    case "objects":
    case "json":
      return undefined;
  }
}

const lineText = (kind: Kind, value: string) => (kind.is === "time" && value === noTime ? "" : value);

type NumberKind = Extract<Kind, { is: "count" | "bytes" | "duration" }>;

const integerOf = (value: Json) => (value instanceof JsonNumber ? value.integer : undefined);

function numberText(kind: NumberKind, value: bigint | undefined): string | undefined {
  if (value === undefined) return undefined;
  // Servers take 0 and everything below for no limit, where -1 is.
  if (kind.none && (value === kind.none.value || (kind.none.value === -1n && value <= 0n))) return "";
  if (kind.is === "bytes") return value < 0n ? countText(value) : bytesText(value);
  return kind.is === "duration" ? durationText(value) : countText(value);
}

function wordLines(items: readonly Json[]): string | undefined {
  return items.every((item) => typeof item === "string") ? items.join("\n") : undefined;
}

function linesOf(items: readonly Json[]): string | undefined {
  const lines = items.map(integerOf);
  return lines.every((line) => line !== undefined) ? lines.map(durationText).join("\n") : undefined;
}

/** What a typed text stands for, or what is wrong with it. `before` is the value that it takes the place of. */
export function typedValue(kind: Kind, text: string, before?: Json): Typed {
  switch (kind.is) {
    case "text":
      return { value: text === "" && !kind.keepEmpty ? undefined : text };
    case "choice":
      return { value: text === "" ? undefined : text };
    case "flag":
      return { value: text === "true" };
    case "time":
      return typedTime(text);
    case "subjects":
    case "words":
      return typedLines(kind.is, text);
    case "count":
    case "bytes":
    case "duration":
      return text.trim() === "" ? { value: undefined } : typedNumber(kind, text);
    case "durations":
      return typedDurations(text);
    case "map":
      return typedPairs(text, before, kind.hidden);
    case "object":
    case "objects":
    case "json":
      return { problem: "It can only be edited as JSON." };
  }
}

const readers = { count: readCount, bytes: readBytes, duration: readDuration } satisfies Record<
  NumberKind["is"],
  (text: string) => Read
>;

const int64 = 2n ** 63n - 1n;

function typedNumber(kind: NumberKind, text: string): Typed {
  const { value, problem } = readers[kind.is](text);
  if (problem !== undefined) return { problem };
  const none = kind.none?.value;
  if (value === none) return { value: new JsonNumber(value) };
  const least = "min" in kind && kind.min !== undefined ? kind.min : 0n;
  const most = "max" in kind && kind.max !== undefined ? kind.max : int64;
  if (value < least) return { problem: `At least ${numberText({ is: kind.is }, least)}.` };
  if (value > most) return { problem: `At most ${numberText({ is: kind.is }, most)}.` };
  return { value: new JsonNumber(value) };
}

function typedLines(kind: "subjects" | "words", text: string): Typed {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const odd = kind === "subjects" ? lines.find((line) => /[\s]/.test(line)) : undefined;
  if (odd !== undefined) return { problem: `One subject a line: “${odd}” has a space in it.` };
  return { value: lines.length === 0 ? undefined : lines };
}

function typedDurations(text: string): Typed {
  const values: Json[] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const { value, problem } = readDuration(line);
    if (problem !== undefined) return { problem: `${problem} “${line.trim()}” is none.` };
    values.push(new JsonNumber(value));
  }
  return { value: values.length === 0 ? undefined : values };
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/;

function typedTime(text: string): Typed {
  if (text.trim() === "") return { value: undefined };
  if (!rfc3339.test(text.trim()) || Number.isNaN(Date.parse(text)))
    return { problem: "A moment with its zone, like 2026-11-23T14:30:00Z." };
  return { value: text.trim() };
}

/** The rows of a map: a name and its value each. The text in its field is these as JSON. */
export type Pairs = readonly (readonly [string, string])[];

export const pairsOf = (text: string): Pairs => (text === "" ? [] : (JSON.parse(text) as Pairs));

const isHidden = (name: string, hidden: string | undefined) => hidden !== undefined && name.startsWith(hidden);

function pairsText(value: ReadonlyMap<string, Json>, hidden: string | undefined): string | undefined {
  const pairs = Array.from(value).filter(([name]) => !isHidden(name, hidden));
  if (!pairs.every(([name, item]) => name !== "" && typeof item === "string" && !/[\n\r]/.test(name + item)))
    return undefined;
  return pairs.length === 0 ? "" : JSON.stringify(pairs);
}

function typedPairs(text: string, before: Json | undefined, hidden: string | undefined): Typed {
  const kept = isObject(before) ? Array.from(before).filter(([name]) => isHidden(name, hidden)) : [];
  const members = new Map<string, Json>(kept);
  for (const [name, value] of pairsOf(text)) {
    if (name === "" && value === "") continue; // a row that nothing was typed into yet
    if (name === "") return { problem: `The name of “${value}” is missing.` };
    if (members.has(name)) return { problem: `“${name}” stands twice.` };
    members.set(name, value);
  }
  return { value: members.size === 0 && !isObject(before) ? undefined : members };
}

/** How many members of a map the form leaves out. */
export function hiddenMembers({ kind }: Field, value: Json | undefined): number {
  if (kind.is !== "map" || kind.hidden === undefined || !isObject(value)) return 0;
  return Array.from(value.keys()).filter((name) => isHidden(name, kind.hidden)).length;
}
