import type { Quantity } from "@/shared/lib/format";
import {
  formatByteRate,
  formatBytes,
  formatCompact,
  formatLatency,
  formatPercent,
  formatRate,
} from "@/shared/lib/format";

/** One size of a unit: what stands behind a tick, and what the heading says so that ticks can be bare numbers. */
interface Size {
  size: number;
  word: string;
  suffix: string;
}

/** What a chart's values are: how one is written, and in which sizes a scale may be labelled. */
export interface ChartUnit {
  /** Rising. The scale is written in the largest that fits into it. */
  sizes: readonly [Size, ...Size[]];
  /** Each tick has the size of its own, because its suffix tells which: 800 and 1.6k. */
  mixed?: boolean;
  format: (value: number) => Quantity;
}

const inThousands = (word: string): ChartUnit["sizes"] => [
  { size: 1, word, suffix: "" },
  { size: 1e3, word, suffix: "k" },
  { size: 1e6, word, suffix: "M" },
  { size: 1e9, word, suffix: "G" },
  { size: 1e12, word, suffix: "T" },
];

const inBytes = (per: string): ChartUnit["sizes"] => [
  { size: 1, word: `bytes${per}`, suffix: "" },
  { size: 1024, word: `KiB${per}`, suffix: "" },
  { size: 1024 ** 2, word: `MiB${per}`, suffix: "" },
  { size: 1024 ** 3, word: `GiB${per}`, suffix: "" },
  { size: 1024 ** 4, word: `TiB${per}`, suffix: "" },
];

/** What a chart can be of. */
export const units = {
  count: { sizes: inThousands(""), mixed: true, format: (n) => ({ value: formatCompact(n), unit: "" }) },
  perSecond: { sizes: inThousands("per second"), mixed: true, format: formatRate },
  bytes: { sizes: inBytes(""), format: formatBytes },
  bytesPerSecond: { sizes: inBytes(" per second"), format: formatByteRate },
  /** Milliseconds. */
  span: {
    sizes: [
      { size: 1e-3, word: "µs", suffix: "" },
      { size: 1, word: "ms", suffix: "" },
      { size: 1e3, word: "seconds", suffix: "" },
    ],
    format: formatLatency,
  },
  /** A part of a whole, 0 to 1. */
  part: {
    sizes: [{ size: 0.01, word: "", suffix: "%" }],
    format: (part) => ({ value: formatPercent(part), unit: "" }),
  },
} satisfies Record<string, ChartUnit>;
