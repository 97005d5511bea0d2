import { type Beginning, readWanted, type Wanted } from "@/live/wanted";

/** What the address says: which of the tails is shown, or what is to be followed. */
export interface LiveSearch {
  /** The id of one of this tab's. */
  tail?: string;
  /** The form that begins another. */
  view?: "new";
  subject?: string;
  queue?: string;
  stream?: string;
  /** "new", "all", "last:100", "seq:5", "time:2026-…" */
  from?: string;
}

export function readLiveSearch(raw: Record<string, unknown>): LiveSearch {
  const text = (value: unknown) =>
    typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
  const found: LiveSearch = {};
  for (const name of ["tail", "subject", "queue", "stream", "from"] as const) {
    const value = text(raw[name]);
    if (value !== undefined) found[name] = value;
  }
  if (raw["view"] === "new") found.view = "new";
  return found;
}

/** What an address asks to follow. */
export function wantedOf({ subject, queue, stream, from }: LiveSearch): Wanted | undefined {
  return readWanted({ subject, queue, stream, from: beginningOf(from) });
}

/** The address of something to follow, to be sent. */
export function searchOf(wanted: Wanted): LiveSearch {
  if (!("stream" in wanted)) return { subject: wanted.subject, ...(wanted.queue ? { queue: wanted.queue } : {}) };
  const { stream, subject, from } = wanted;
  return { stream, ...(subject ? { subject } : {}), ...(from.at === "new" ? {} : { from: textOf(from) }) };
}

function textOf(from: Beginning): string {
  switch (from.at) {
    case "last":
      return `last:${from.count}`;
    case "sequence":
      return `seq:${from.sequence}`;
    case "time":
      return `time:${from.time}`;
    default:
      return from.at;
  }
}

function beginningOf(text = "new"): unknown {
  const [at = "", ...rest] = text.split(":");
  const value = rest.join(":");
  switch (at) {
    case "last":
      return { at, count: Number(value) };
    case "seq":
      return { at: "sequence", sequence: Number(value) };
    case "time":
      return { at, time: value };
    default:
      return { at };
  }
}
