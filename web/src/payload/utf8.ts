import { stride, type Work } from "./slices";

/** What a look at every byte tells about whether bytes are text. */
export interface TextFacts {
  /** Bytes that belong to no valid UTF-8 sequence. */
  invalid: number;
  /** Control characters other than tab, line ends and escape, which coloured logs are full of. */
  controls: number;
  /** Bytes at the end that begin a sequence whose rest was cut off. */
  cutTail: number;
}

/** How long the UTF-8 sequence at `at` is, or 0 when none stands there (RFC 3629: no surrogates, nothing overlong). */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lengthByLead(lead);
  if (length === 0 || at + length > end) return 0;
  const [low, high] = secondByte(lead);
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function lengthByLead(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function secondByte(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

const fine = new Set([0x09, 0x0a, 0x0d, 0x1b]);
const isControl = (byte: number) => (byte < 0x20 && !fine.has(byte)) || byte === 0x7f;

/** Looks at every byte once. With `cut` the bytes are the first part of something longer. */
export function* scanText(bytes: Uint8Array, cut = false): Work<TextFacts> {
  const facts: TextFacts = { invalid: 0, controls: 0, cutTail: 0 };
  let at = 0;
  while (at < bytes.length) {
    at = scanStretch(bytes, at, Math.min(bytes.length, at + stride), facts);
    yield;
  }
  if (cut) {
    facts.cutTail = cutTail(bytes);
    facts.invalid -= facts.cutTail;
  }
  return facts;
}

function scanStretch(bytes: Uint8Array, from: number, to: number, facts: TextFacts): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x20 && byte < 0x7f) {
      at++;
      continue;
    }
    const length = sequenceLength(bytes, at, bytes.length);
    if (length === 0) facts.invalid++;
    else if (isControl(byte)) facts.controls++;
    at += length || 1;
  }
  return at;
}

/** How many of the last bytes would be the beginning of a valid sequence, if it went on. */
function cutTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const at = bytes.length - back;
    const lead = bytes[at] ?? 0;
    if ((lead & 0xc0) === 0x80) continue;
    if (lead < 0xc2) return 0;
    // Completed with each of the two ends of what may follow: either makes it whole, or nothing does.
    return [0x80, 0xbf, 0x9f, 0x90].some((fill) => completes(bytes.subarray(at), fill)) ? back : 0;
  }
  return 0;
}

function completes(tail: Uint8Array, fill: number): boolean {
  const whole = new Uint8Array(4).fill(0x80);
  whole.set(tail);
  if (tail.length === 1) whole[1] = fill;
  const length = sequenceLength(whole, 0, 4);
  return length > tail.length;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const loose = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of valid UTF-8; undefined when it is not. */
export function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text with U+FFFD for what is not valid: for copying, never for showing. */
export function decodeLoosely(bytes: Uint8Array): string {
  return loose.decode(bytes);
}
