import type { StreamList, StreamSummary } from "@/api/types";

/** A stream in the list, with what only two readings say together. */
export interface StreamRow extends StreamSummary {
  /** When the server said so, ms since the epoch by its clock. */
  at: number;
  /** The reading that the next rate is reckoned from: ms since the epoch by the server's clock, and its last sequence. */
  since: { at: number; sequence: number };
  /** Messages stored per second between the last two readings; undefined before the second. */
  rate: number | undefined;
  /** The rates since the page was opened, oldest first. */
  trend: readonly (number | null)[];
}

/** As much of the list as was asked for. */
export interface StreamRows {
  rows: readonly StreamRow[];
  /** Those that match, and all there are. */
  total: number;
  streamsTotal: number;
  partial: boolean;
  /** Streams that the server named and knew nothing of; the first of them by name. */
  missing: readonly string[];
  missingTotal: number;
  nearest: string | undefined;
  nextCursor: string | undefined;
  /** When the oldest part was read, ms since the epoch. */
  readAt: number;
}

/** Readings nearer to each other than this say too little of a rate, ms. */
const least = 1_000;

/** A quarter of an hour of readings five seconds apart. */
const capacity = 180;

/** The row with how fast it went since the one before. A stream that was made anew has no before. */
function withRate(stream: StreamSummary, at: number, before: StreamRow | undefined): StreamRow {
  const since = { at, sequence: stream.last_sequence };
  if (!before || before.created !== stream.created || since.sequence < before.since.sequence) {
    return { ...stream, at, since, rate: undefined, trend: [] };
  }
  if (at - before.since.at < least) {
    return { ...stream, at, since: before.since, rate: before.rate, trend: before.trend };
  }
  const rate = ((since.sequence - before.since.sequence) / (at - before.since.at)) * 1_000;
  return { ...stream, at, since, rate, trend: [...before.trend, rate].slice(-capacity) };
}

/** The first page as rows. `known` has every stream as it was read last, and learns how it is now. */
export function firstRows(page: StreamList, known: Map<string, StreamRow>, now: number): StreamRows {
  return {
    rows: rowsOf(page, known),
    total: page.total,
    streamsTotal: page.streams_total,
    partial: page.partial,
    missing: page.missing,
    missingTotal: page.missing_total,
    nearest: page.nearest,
    nextCursor: page.next_cursor,
    readAt: now,
  };
}

/** With the next page behind it. What moved from one page to another between the readings stands where it was first. */
export function withPage(list: StreamRows, page: StreamList, known: Map<string, StreamRow>): StreamRows {
  const there = new Set(list.rows.map(({ name }) => name));
  return {
    ...list,
    rows: [...list.rows, ...rowsOf(page, known).filter(({ name }) => !there.has(name))],
    total: page.total,
    streamsTotal: page.streams_total,
    partial: list.partial || page.partial,
    missing: page.missing.length > list.missing.length ? page.missing : list.missing,
    missingTotal: Math.max(list.missingTotal, page.missing_total),
    nextCursor: page.next_cursor,
  };
}

function rowsOf({ streams, at }: StreamList, known: Map<string, StreamRow>): StreamRow[] {
  const time = Date.parse(at);
  return streams.map((stream) => {
    const row = withRate(stream, time, known.get(stream.name));
    known.set(stream.name, row);
    return row;
  });
}
