import { useEffect } from "react";
import type { RowRange } from "./use-need-more";

/** Tells which rows are seen, whenever others are. */
export function useSeen(rows: unknown, { start, end }: RowRange, onSeen: ((range: RowRange) => void) | undefined) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same places may hold other rows.
  useEffect(() => onSeen?.({ start, end }), [rows, start, end, onSeen]);
}
