import { useRef } from "react";
import type { DataGridProps } from "./props";
import { allLoaded, extended, toggled } from "./ticks";

type Options<T> = Pick<DataGridProps<T>, "rows" | "rowKey" | "ticked" | "onTick">;

/** Ticking rows one by one, from one to another with Shift, and all that are loaded. */
export function useTicks<T>({ rows, rowKey, ticked, onTick }: Options<T>) {
  const anchor = useRef<number>(undefined); // where Shift extends from
  if (!ticked || !onTick) return undefined;
  const loaded = rows.length > 0 && ticked.size >= rows.length && everyTicked(rows, rowKey, ticked);
  return {
    state: loaded ? ("all" as const) : ticked.size > 0 ? ("some" as const) : ("none" as const),
    toggle: (index: number) => {
      const row = rows[index];
      if (row === undefined) return;
      anchor.current = index;
      onTick(toggled(ticked, rowKey(row)));
    },
    extend: (from: number, to: number) => {
      anchor.current ??= from;
      onTick(extended(ticked, rows, rowKey, anchor.current, to));
    },
    all: () => onTick(allLoaded(rows, rowKey)),
    none: () => {
      anchor.current = undefined;
      onTick(new Set());
    },
  };
}

function everyTicked<T>(rows: readonly (T | undefined)[], keyOf: (row: T) => string, ticked: ReadonlySet<string>) {
  return rows.every((row) => row === undefined || ticked.has(keyOf(row)));
}

export type Ticks = NonNullable<ReturnType<typeof useTicks>>;
