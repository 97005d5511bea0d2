import type { Note } from "@/live/tape";
import type { Beginning, Wanted } from "@/live/wanted";
import { formatSpan } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";

/** What stands between messages, in words: the fact, and what it means. */
export function noteWords(note: Note, stream: boolean): { fact: string; means: string } {
  switch (note.kind) {
    case "gap":
      return {
        fact: `The link to NATS was lost for ${formatSpan(note.back - note.lost)}.`,
        means: "Core NATS keeps nothing for those who are away: what was published meanwhile is not here.",
      };
    case "away":
      return {
        fact: `This page was away from HeyNATS for ${formatSpan(note.back - note.lost)}.`,
        means: stream ? "" : "What was published meanwhile is not here.",
      };
    case "dropped":
      return note.dropped > 0
        ? {
            fact: `${formatCount(note.dropped + note.missed)} dropped here.`,
            means: "They came faster than this page took them.",
          }
        : { fact: `${formatCount(note.missed)} missed here.`, means: "They came faster than HeyNATS took them." };
  }
}

/** Where a stream's tail begins. */
function beginningWords(from: Beginning): string {
  switch (from.at) {
    case "new":
      return "new messages";
    case "all":
      return "all messages";
    case "last":
      return `the last ${formatCount(from.count)}`;
    case "sequence":
      return `from ${formatCount(from.sequence)}`;
    case "time":
      return `since ${from.time}`;
  }
}

/** What a tail follows, in a line. */
export function wantedWords(wanted: Wanted): string {
  if ("stream" in wanted) {
    return [`stream ${wanted.stream}`, wanted.subject, beginningWords(wanted.from)].filter(Boolean).join(", ");
  }
  return wanted.queue ? `${wanted.subject} in the queue group ${wanted.queue}` : wanted.subject;
}
