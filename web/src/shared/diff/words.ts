import { diffArrays } from "diff";

/** The bytes from..to of a line are not in the other one. */
export interface Mark {
  from: number;
  to: number;
}

export interface WordMarks {
  before: readonly Mark[];
  after: readonly Mark[];
}

/** Longer lines, and lines with more to do about them, are marked as a whole. */
const longest = 1_000;
const effort = { timeout: 10, maxEditLength: 120 };
const words = /[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu;
const encoder = new TextEncoder();

/** What differs inside two lines. Nothing is marked when too little is the same: then the line is another one. */
export function markWords(before: string, after: string): WordMarks | undefined {
  if (before.length > longest || after.length > longest) return undefined;
  const changes = diffArrays(before.match(words) ?? [], after.match(words) ?? [], effort);
  if (!changes) return undefined;
  const marks: { before: Mark[]; after: Mark[] } = { before: [], after: [] };
  const at = { before: 0, after: 0 };
  let kept = 0;
  for (const { value, added, removed } of changes) {
    const text = value.join("");
    const size = encoder.encode(text).length;
    if (removed) marks.before.push({ from: at.before, to: at.before + size });
    else if (added) marks.after.push({ from: at.after, to: at.after + size });
    else kept += text.trim().length;
    if (!added) at.before += size;
    if (!removed) at.after += size;
  }
  return kept * 3 < Math.max(before.trim().length, after.trim().length) ? undefined : marks;
}
