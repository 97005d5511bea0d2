import { WordWriter } from "./grow";
import { stride, type Work } from "./slices";

/**
 * A text cut into lines, as three arrays of numbers over its bytes: a value of 10 MB can have millions of lines, and
 * strings for all of them would cost a second and hundreds of megabytes. A line becomes a string when it is drawn.
 */
export interface Lines {
  /** The lines, with a newline between them. Indentation is a number, not spaces. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Where each line begins, and at [count] where one more would. */
  readonly starts: Uint32Array;
  /** The longest line in bytes, and the deepest indentation. */
  readonly longest: number;
  readonly deepest: number;
  /** How the lines nest, when they are a value and not just text. */
  readonly structure?: Structure;
}

interface Structure {
  readonly depths: Uint32Array;
  /** The line that closes what this line opens, or opened what it closes, or the line itself. Never closed: `count`. */
  readonly partners: Uint32Array;
}

/** Where line `index` ends, without its line end. */
export function lineEnd({ bytes, starts }: Lines, index: number): number {
  const end = (starts[index + 1] ?? bytes.length + 1) - 1;
  return end > (starts[index] ?? 0) && bytes[end] === 0x0a && bytes[end - 1] === 0x0d ? end - 1 : end;
}

/** Which line the byte at `offset` is in. */
export function lineAt({ starts, count }: Lines, offset: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lines of a plain text: nothing is copied. */
export function* textLines(bytes: Uint8Array): Work<Lines> {
  const starts = new WordWriter(bytes.length >>> 6);
  starts.push(0);
  for (let at = 0; at < bytes.length; at += stride) {
    const end = Math.min(bytes.length, at + stride);
    for (let i = at; i < end; i++) if (bytes[i] === 0x0a) starts.push(i + 1);
    yield;
  }
  // A newline at the end ends the last line, it does not begin another; and in nothing there is no line at all.
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 0x0a) starts.push(bytes.length + 1);
  return yield* measured({ bytes, starts: yield* starts.done() });
}

/** Completes lines with what has to be looked up in every one of them. */
export function* measured(lines: Pick<Lines, "bytes" | "starts" | "structure">): Work<Lines> {
  const { starts, structure } = lines;
  const count = Math.max(0, starts.length - 1);
  let longest = 0;
  let deepest = 0;
  for (let from = 0; from < count; from += stride) {
    const to = Math.min(count, from + stride);
    for (let i = from; i < to; i++) {
      const length = (starts[i + 1] ?? 0) - (starts[i] ?? 0) - 1;
      if (length > longest) longest = length;
      const depth = structure?.depths[i] ?? 0;
      if (depth > deepest) deepest = depth;
    }
    yield;
  }
  return { ...lines, count, longest, deepest };
}
