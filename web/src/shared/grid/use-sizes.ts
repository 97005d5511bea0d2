import { useCallback, useMemo, useState } from "react";
import type { Items } from "./items";
import type { DataGridProps } from "./props";

/** Heights that no density changes, px: rows on a phone, the head of a group, and what a sentence adds to a row. */
const narrowRow = { 1: 44, 2: 56 };
const groupHead = 30;
const sentence = 18;

interface Options<T> {
  items: Items;
  rows: readonly (T | undefined)[];
  tall: DataGridProps<T>["tall"];
  /** How many lines a row has on a phone. */
  narrow: 1 | 2 | undefined;
}

/** How high each item is. The function is another one only when heights are, as all of them are asked for then. */
export function useSizes<T>({ items, rows, tall, narrow }: Options<T>) {
  const [row, setRow] = useState(28);
  // The height of a row is a token: density, a finger and a phone change it, and none of them tells us.
  const probe = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const measure = () => setRow((old) => element.offsetHeight || old);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const usual = narrow ? narrowRow[narrow] : tall === true ? row + sentence : row;
  const tallOf = typeof tall === "function" && !narrow ? tall : undefined;
  const differ = items.grouped || tallOf !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a function of the page is another one with every drawing, but what it says of a row is not; and where all are alike, other rows are no other heights.
  const sizeOf = useMemo(() => {
    if (!differ) return () => usual;
    return (index: number) => sizeOfItem({ items, rows, tall: tallOf }, index, usual);
  }, [usual, differ && items]);
  return { probe, sizeOf, usual };
}

interface Sized<T> {
  items: Items;
  rows: readonly (T | undefined)[];
  tall: ((row: T) => boolean) | undefined;
}

function sizeOfItem<T>({ items, rows, tall }: Sized<T>, index: number, usual: number): number {
  const item = items.at(index);
  if (item.kind === "group") return groupHead;
  const row = item.kind === "row" ? rows[item.row] : undefined;
  return row !== undefined && tall?.(row) ? usual + sentence : usual;
}
