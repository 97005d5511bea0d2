import { useEffect, useRef } from "react";

/** Rows from `start` up to, and without, `end`. */
export interface RowRange {
  start: number;
  end: number;
}

interface Options<T> {
  rows: readonly (T | undefined)[];
  /** What is seen, and about as much ahead of it. */
  seen: RowRange;
  hasMore: boolean;
  /** It is being asked for already, or could not be had. */
  waits: boolean;
  onNeedMore: ((range: RowRange) => void) | undefined;
}

/** Asks for rows before somebody gets to where they are missing, and for the same ones only once. */
export function useNeedMore<T>({ rows, seen, hasMore, waits, onNeedMore }: Options<T>) {
  const asked = useRef<{ rows: unknown; start: number }>(undefined);
  const { start, end } = missing(rows, seen, hasMore) ?? { start: -1, end: -1 };
  useEffect(() => {
    if (start < 0 || waits || !onNeedMore) return;
    if (asked.current?.rows === rows && asked.current.start === start) return;
    asked.current = { rows, start };
    onNeedMore({ start, end });
  }, [rows, start, end, waits, onNeedMore]);
}

/** The same for what comes before the first row, as soon as that is less than a screenful away. */
export function useNeedEarlier(rows: unknown, { start, end }: RowRange, onNeed: (() => void) | undefined) {
  const asked = useRef<unknown>(undefined);
  const near = end > 0 && start < end - start;
  useEffect(() => {
    if (!near || !onNeed || asked.current === rows) return;
    asked.current = rows;
    onNeed();
  }, [rows, near, onNeed]);
}

/** The first rows that are wanted and not there: a gap in what is seen, or what comes after the last. */
export function missing<T>(
  rows: readonly (T | undefined)[],
  { start, end }: RowRange,
  hasMore: boolean,
): RowRange | undefined {
  const ahead = end - start;
  for (let index = start; index < Math.min(end + ahead, rows.length); index++) {
    if (rows[index] === undefined) return { start: index, end: Math.min(end + ahead, rows.length) };
  }
  if (hasMore && end + ahead >= rows.length) return { start: rows.length, end: rows.length + Math.max(1, ahead) };
  return undefined;
}
