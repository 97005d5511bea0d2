import { stride, type Work } from "./slices";
import { decodeStrictly, sequenceLength } from "./utf8";

/** A stretch of text as it is shown. What would be invisible, or would reorder the line, is spelled out. */
export interface Part {
  text: string;
  /** It stands for something else: what that is, in words. */
  means?: string;
}

// Controls, formats (the bidi marks, zero widths, tags, byte order mark), line and paragraph separators, lone surrogates,
// and the letters that have no ink.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

const names: Record<number, string> = {
  0: "null",
  9: "tab",
  10: "line feed",
  13: "carriage return",
  27: "escape",
  173: "soft hyphen",
  1564: "Arabic letter mark",
  8203: "zero width space",
  8204: "zero width non-joiner",
  8205: "zero width joiner",
  8206: "left-to-right mark",
  8207: "right-to-left mark",
  8232: "line separator",
  8233: "paragraph separator",
  8234: "left-to-right embedding",
  8235: "right-to-left embedding",
  8236: "pop directional formatting",
  8237: "left-to-right override",
  8238: "right-to-left override",
  8288: "word joiner",
  8294: "left-to-right isolate",
  8295: "right-to-left isolate",
  8296: "first strong isolate",
  8297: "pop directional isolate",
  65279: "byte order mark",
};

const short: Record<number, string> = { 9: "\\t", 10: "\\n", 13: "\\r" };

interface Options {
  /** Tabs are spelled out too; otherwise they are left to be drawn. */
  tabs?: boolean;
}

/** Splits text into what can be drawn as it is and what is spelled out: "a", "\u202e", "b". */
export function visibleText(text: string, options: Options = {}): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if ((character === "\t" && !options.tabs) || joins(text, index)) continue;
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push(spell(character));
    from = index + character.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** The joiners do honest work between emoji and in scripts like Persian; anywhere else they hide. */
function joins(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code !== 0x200c && code !== 0x200d) return false;
  return text.charCodeAt(index - 1) >= 0x300 && text.charCodeAt(index + 1) >= 0x300;
}

function spell(character: string): Part {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).padStart(4, "0");
  const number = `U+${hex.toUpperCase()}`;
  const name = names[code] ?? (code < 0xa0 ? "control character" : "invisible character");
  return { text: short[code] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex}`), means: `${name}, ${number}` };
}

/** The bytes from..to as they are shown: UTF-8 where it is valid, \xNN where it is not. */
export function visibleBytes(bytes: Uint8Array, from: number, to: number, options?: Options): Part[] {
  const text = decodeStrictly(bytes.subarray(from, to));
  if (text !== undefined) return visibleText(text, options);
  const parts: Part[] = [];
  let at = from;
  while (at < to) {
    const end = validUntil(bytes, at, to);
    if (end > at) parts.push(...visibleText(decodeStrictly(bytes.subarray(at, end)) ?? "", options));
    at = end;
    const bad = at;
    while (at < to && sequenceLength(bytes, at, to) === 0) at++;
    if (at > bad) parts.push({ text: hexEscapes(bytes, bad, at), means: "not valid UTF-8" });
  }
  return parts;
}

function validUntil(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const length = sequenceLength(bytes, at, to);
    if (length === 0) break;
    at += length;
  }
  return at;
}

function hexEscapes(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}`;
  return text;
}

/** All bytes as text to take away: as they are where they are UTF-8, \xNN where they are not. */
export function* escapedText(bytes: Uint8Array): Work<string> {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(bytes.length, from + stride);
    // Not in the middle of a character.
    for (let i = 0; i < 3 && to < bytes.length && ((bytes[to] ?? 0) & 0xc0) === 0x80; i++) to++;
    pieces.push(escapedStretch(bytes, from, to));
    from = to;
    yield;
  }
  return pieces.join("");
}

function escapedStretch(bytes: Uint8Array, from: number, to: number): string {
  const whole = decodeStrictly(bytes.subarray(from, to));
  if (whole !== undefined) return whole;
  let text = "";
  for (let at = from; at < to; ) {
    const end = validUntil(bytes, at, to);
    text += decodeStrictly(bytes.subarray(at, end)) ?? "";
    at = end;
    if (at < to) text += hexEscapes(bytes, at, ++at);
  }
  return text;
}
