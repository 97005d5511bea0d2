import { type Stored, stored } from "@/shared/lib/stored";
import { clampWidth } from "./column";

/** What a person changed about the columns of one grid. What is not mentioned is as the page made it. */
export interface ColumnChoice {
  shown: Readonly<Record<string, boolean>>;
  order: readonly string[];
  widths: Readonly<Record<string, number>>;
}

export const noChoice: ColumnChoice = { shown: {}, order: [], widths: {} };

const kept = new Map<string, Stored<ColumnChoice>>();

/** The choice kept for the grid of this name, the same for everybody who asks. */
export function columnChoice(grid: string): Stored<ColumnChoice> {
  const known = kept.get(grid);
  if (known) return known;
  const choice = stored(`grid.${grid}`, parseChoice);
  kept.set(grid, choice);
  return choice;
}

function parseChoice(raw: unknown): ColumnChoice {
  if (!isRecord(raw)) return noChoice;
  const { shown, order, widths } = raw;
  return {
    shown: pick(shown, (value) => (typeof value === "boolean" ? value : undefined)),
    order: Array.isArray(order) ? order.filter((id) => typeof id === "string") : [],
    widths: pick(widths, (value) => (Number.isFinite(value) ? clampWidth(Number(value)) : undefined)),
  };
}

function pick<V>(raw: unknown, take: (value: unknown) => V | undefined): Record<string, V> {
  if (!isRecord(raw)) return {};
  const entries = Object.entries(raw).flatMap(([id, value]): [string, V][] => {
    const taken = take(value);
    return taken === undefined ? [] : [[id, taken]];
  });
  return Object.fromEntries(entries);
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}
