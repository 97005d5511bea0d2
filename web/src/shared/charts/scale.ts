import type { ChartUnit } from "./units";

/** A vertical scale: its ends, its three ticks from the top down, and the word for what they count. */
export interface Scale {
  min: number;
  max: number;
  ticks: readonly [string, string, string];
  word: string;
}

// Division is not exact: 0.3 / 0.1 must still be 3.
const exactly = 1 + 1e-9;

// What can be halved and read at a glance.
const mantissas = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The smallest of 1, 1.5, 2, 2.5 … times a power of ten that is not below `n`. */
function niceAbove(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n));
  const mantissa = mantissas.find((one) => one * exactly >= n / power) ?? 10;
  return mantissa * power;
}

/**
 * A scale for these values: from zero, with one tick in the middle and one at the top. Where there is something on both
 * sides of zero they are as long as each other, so that zero is the tick in the middle.
 */
export function niceScale(values: Iterable<number | null>, { sizes, mixed }: ChartUnit): Scale {
  const reach = reachOf(values);
  if (!reach) return { min: 0, max: 1, ticks: ["", "", ""], word: "" };
  const { low, high } = reach;
  const top = Math.max(high, -low) || sizes[0].size;
  const sizeOf = (value: number) => sizes.findLast((one) => one.size <= value * exactly) ?? sizes[0];
  const shared = sizeOf(top);
  // Nice in the size in which it is written: 256 MiB, and not 268.4 million bytes.
  const bothSides = low < 0 && high > 0;
  const step = niceAbove((bothSides ? top : top / 2) / shared.size) * shared.size;
  const [min, max] = bothSides ? [-step, step] : low < 0 ? [-2 * step, 0] : [0, 2 * step];
  const tick = (value: number) => {
    const { size, suffix } = mixed ? sizeOf(Math.abs(value)) : shared;
    return value === 0 ? "0" : `${written.format(value / size)}${suffix}`;
  };
  return { min, max, ticks: [tick(max), tick((min + max) / 2), tick(min)], word: shared.word };
}

/** How far the values go from zero, down and up. Undefined when there are none. */
function reachOf(values: Iterable<number | null>): { low: number; high: number } | undefined {
  let reach: { low: number; high: number } | undefined;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    reach = { low: Math.min(reach?.low ?? 0, value), high: Math.max(reach?.high ?? 0, value) };
  }
  return reach;
}

const written = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
