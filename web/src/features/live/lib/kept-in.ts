import { overlaps } from "@/connection/permit";
import type { Note, Tape } from "@/live/tape";
import type { Wanted } from "@/live/wanted";

/** The stream that keeps what is published on a subject of core NATS, or a part of it; nothing for a stream's own tail. */
export function keptIn(
  streams: readonly { name: string; subjects: readonly string[] }[],
  wanted: Wanted,
): string | undefined {
  if ("stream" in wanted) return undefined;
  return streams.find(({ subjects }) => subjects.some((subject) => overlaps(subject, wanted.subject)))?.name;
}

/** Since when something is missing at a note, as far as that is known: RFC 3339. */
export function missingSince(tape: Tape, row: number, note: Note): string | undefined {
  const since = note.kind === "dropped" ? tape.at(row - 1)?.message?.time : note.lost;
  return since === undefined ? undefined : new Date(since).toISOString();
}
