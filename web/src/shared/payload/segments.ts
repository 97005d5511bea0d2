import { type Matches, matchFrom } from "@/payload/find";
import type { Token, TokenKind } from "@/payload/tokens";

/** Bytes that look the same all the way. */
export interface Segment {
  from: number;
  to: number;
  kind?: TokenKind;
  found?: "match" | "current";
}

interface Look {
  tokens?: readonly Token[];
  matches?: Matches;
  /** Which match the reader is at. */
  current?: number;
}

/** Cuts the bytes from..to wherever a token or a match begins or ends. */
export function cutSegments(from: number, to: number, { tokens = [], matches, current }: Look): Segment[] {
  const segments: Segment[] = [];
  const find = matches && seeker(matches, from, current);
  const add = (start: number, end: number, kind?: TokenKind) => {
    for (let at = start; at < end; ) {
      const next = find?.(at, end) ?? { to: end };
      segments.push({ from: at, ...(kind ? { kind } : {}), ...next });
      at = next.to;
    }
  };
  let at = from;
  for (const token of tokens) {
    if (token.to <= from) continue;
    if (token.from >= to) break;
    add(at, Math.max(at, token.from));
    at = Math.max(at, token.from);
    add(at, Math.min(to, token.to), token.kind);
    at = Math.min(to, token.to);
  }
  add(at, to);
  return segments;
}

/** Goes through the matches from a place on: tells up to where bytes are inside, or outside, of one. */
function seeker(matches: Matches, from: number, current: number | undefined) {
  const behind = matchFrom(matches, from);
  // The match before may reach into what comes.
  let index = Math.max(0, (behind < 0 ? matches.froms.length : behind) - 1);
  return (at: number, end: number): { to: number; found?: "match" | "current" } => {
    while (index < matches.tos.length && (matches.tos[index] ?? 0) <= at) index++;
    const start = matches.froms[index] ?? Number.POSITIVE_INFINITY;
    if (start >= end) return { to: end };
    if (start > at) return { to: start };
    return { to: Math.min(end, matches.tos[index] ?? end), found: index === current ? "current" : "match" };
  };
}
