import type { LiveCommand } from "@/api/types";

/** What is followed. */
export type Wanted =
  | { subject: string; queue?: string | undefined }
  | { stream: string; subject?: string | undefined; from: Beginning };

/** Where a stream's tail begins. */
export type Beginning =
  | { at: "new" | "all" }
  | { at: "last"; count: number }
  | { at: "sequence"; sequence: number }
  | { at: "time"; time: string };

/** The part of a sub command that says it. */
export function commandOf(wanted: Wanted): Omit<LiveCommand, "op"> {
  if (!("stream" in wanted)) {
    return { subject: wanted.subject, ...(wanted.queue ? { queue: wanted.queue } : {}) };
  }
  const { at, ...where } = wanted.from;
  return { stream: wanted.stream, ...(wanted.subject ? { subject: wanted.subject } : {}), from: at, ...where };
}

/** Whether two are the same thing to follow, wherever they began. */
export function sameWanted(a: Wanted, b: Wanted): boolean {
  const of = (wanted: Wanted) =>
    JSON.stringify(
      "stream" in wanted ? [wanted.stream, wanted.subject ?? ""] : [null, wanted.subject, wanted.queue ?? ""],
    );
  return of(a) === of(b);
}

/** What it is called where there is little room. */
export function nameOf(wanted: Wanted): string {
  return "stream" in wanted ? wanted.stream : wanted.subject;
}

/** Reads what was kept or sent; anything can stand there. */
export function readWanted(raw: unknown): Wanted | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { subject, queue, stream, from } = raw as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const name = text(stream);
  if (name) return { stream: name, subject: text(subject), from: readBeginning(from) ?? { at: "new" } };
  const followed = text(subject);
  return followed ? { subject: followed, queue: text(queue) } : undefined;
}

function readBeginning(raw: unknown): Beginning | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { at, count, sequence, time } = raw as Record<string, unknown>;
  const whole = (value: unknown): value is number =>
    typeof value === "number" && Number.isSafeInteger(value) && value > 0;
  if (at === "new" || at === "all") return { at };
  if (at === "last" && whole(count) && count <= 1000) return { at, count };
  if (at === "sequence" && whole(sequence)) return { at, sequence };
  if (at === "time" && typeof time === "string" && !Number.isNaN(Date.parse(time))) return { at, time };
  return undefined;
}
