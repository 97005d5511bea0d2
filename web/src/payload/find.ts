import { stride, type Work } from "./slices";

/** Where a search found something: match i is the bytes froms[i]..tos[i], in order and apart. */
export interface Matches {
  froms: Uint32Array;
  tos: Uint32Array;
  /** There are more, which nobody will step through. */
  more: boolean;
}

const maxMatches = 100_000;
export const noMatches: Matches = { froms: new Uint32Array(), tos: new Uint32Array(), more: false };

const encoder = new TextEncoder();

/** Finds a text in UTF-8, without regard to case. */
export function findText(bytes: Uint8Array, text: string): Work<Matches> {
  return find(
    bytes,
    Array.from(text, (character) => spellings(character)),
  );
}

/** Finds exactly these bytes. */
export function findBytes(bytes: Uint8Array, needle: Uint8Array): Work<Matches> {
  return find(
    bytes,
    Array.from(needle, (byte) => [Uint8Array.of(byte)]),
  );
}

/** A character in both cases. One whose other case is several characters is looked for as it is. */
function spellings(character: string): Uint8Array[] {
  const forms = [character, character.toLowerCase(), character.toUpperCase()];
  return [...new Set(forms.filter((form) => Array.from(form).length === 1))].map((form) => encoder.encode(form));
}

function* find(bytes: Uint8Array, pattern: readonly (readonly Uint8Array[])[]): Work<Matches> {
  const [head] = pattern;
  if (!head) return noMatches;
  const begins = new Uint8Array(256);
  for (const [byte = 0] of head) begins[byte] = 1;
  const froms: number[] = [];
  const tos: number[] = [];
  let at = 0;
  while (at < bytes.length && froms.length <= maxMatches) {
    const stop = Math.min(bytes.length, at + stride);
    while (at < stop) {
      const end = begins[bytes[at] ?? 0] ? endOfMatch(bytes, at, pattern) : -1;
      if (end >= 0) {
        froms.push(at);
        tos.push(end);
      }
      at = Math.max(at + 1, end);
    }
    yield;
  }
  const kept = Math.min(froms.length, maxMatches);
  const all = { froms: Uint32Array.from(froms), tos: Uint32Array.from(tos) };
  return { froms: all.froms.subarray(0, kept), tos: all.tos.subarray(0, kept), more: froms.length > maxMatches };
}

function endOfMatch(bytes: Uint8Array, from: number, pattern: readonly (readonly Uint8Array[])[]): number {
  let at = from;
  for (const forms of pattern) {
    const form = forms.find((bytesOf) => bytesOf.every((byte, i) => bytes[at + i] === byte));
    if (!form) return -1;
    at += form.length;
  }
  return at;
}

/** The first match at or behind `offset`, as an index; -1 when none is. */
export function matchFrom({ froms }: Matches, offset: number): number {
  let low = 0;
  let high = froms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((froms[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low < froms.length ? low : -1;
}
