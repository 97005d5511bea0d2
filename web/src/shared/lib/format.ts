/** A number and the unit behind it, apart because they are set in different greys. */
export interface Quantity {
  value: string;
  unit: string;
}

/** A count as it comes: a uint64 beyond 2^53 comes as its digits in a string, and keeps them all. */
export type Countable = number | bigint | string;

const none = "–";
const grouped = new Intl.NumberFormat("en-US");

/** "1,204", and "–" for what is no number. */
export function formatCount(n: Countable): string {
  if (typeof n === "bigint") return grouped.format(n);
  if (typeof n === "string" && /^-?\d+$/.test(n)) return grouped.format(BigInt(n));
  const number = typeof n === "string" && n.trim() === "" ? Number.NaN : Number(n);
  return Number.isFinite(number) ? grouped.format(number) : none;
}

/** "1 stream", "148 streams" */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

const thousands = ["", "k", "M", "G", "T", "P", "E"];

/** A count in a narrow place: "61", "18.4k", "1.2M". Put formatCount into its title, where every digit stands. */
export function formatCompact(n: Countable): string {
  const { value, unit } = inUnit(Number(n), 1000, thousands);
  return `${value}${unit}`;
}

/** So many per second: "61/s", "12.4k/s", "0.4/s". */
export function formatRate(perSecond: number): Quantity {
  return { value: formatCompact(perSecond), unit: "/s" };
}

/** A part of a whole, 0 to 1: "86%". Nothing rounds to an empty or a full one: "<1%", "99%". */
export function formatPercent(part: number): string {
  if (!Number.isFinite(part)) return none;
  if (part > 0 && part < 0.01) return "<1%";
  const percent = part > 0.99 && part < 1 ? 99 : Math.round(part * 100) + 0;
  return `${grouped.format(percent)}%`;
}

/** A span that was measured, with no more digits than mean something: 350 µs, 2.1 ms, 143 ms, 1.2 s. */
export function formatLatency(ms: number): Quantity {
  if (!Number.isFinite(ms)) return { value: none, unit: "" };
  if (ms < 0.9995) return { value: String(Math.round(ms * 1000)), unit: "µs" };
  if (ms < 99.95) return { value: ms.toFixed(1), unit: "ms" };
  if (ms < 999.5) return { value: String(Math.round(ms)), unit: "ms" };
  return { value: (ms / 1000).toFixed(1), unit: "s" };
}

/** One of several spans that are compared: all in ms, with the digits that their sum deserves. */
export function formatPart(ms: number, total: number): Quantity {
  return { value: ms.toFixed(total < 10 ? 2 : total < 1000 ? 1 : 0), unit: "ms" };
}

const sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** Binary sizes: 512 B, 4.4 GiB, 38.2 MiB, 241 GiB. */
export function formatBytes(bytes: number): Quantity {
  return inUnit(bytes, 1024, sizes);
}

/** So many bytes per second: 16.4 MiB/s. */
export function formatByteRate(bytesPerSecond: number): Quantity {
  const { value, unit } = formatBytes(bytesPerSecond);
  return { value, unit: unit && `${unit}/s` };
}

/** A quantity in one string, for a title or for a sentence that is read aloud: "4.4 GiB", "61/s". */
export function quantityText({ value, unit }: Quantity): string {
  return unit === "" || unit.startsWith("/") ? `${value}${unit}` : `${value} ${unit}`;
}

/** Finds the unit in which the figure, as it will be written, is below the next one: 999,960 is 1M and not 1,000k. */
function inUnit(value: number, factor: number, units: readonly string[]): Quantity {
  if (!Number.isFinite(value)) return { value: none, unit: "" };
  let size = Math.abs(value);
  let index = 0;
  while (rounded(size, index) >= factor && index < units.length - 1) {
    size /= factor;
    index++;
  }
  const unit = units[index] ?? "";
  if (size > 0 && rounded(size, index) === 0) return { value: value < 0 ? ">-0.1" : "<0.1", unit };
  return { value: grouped.format(Math.sign(value) * rounded(size, index) + 0), unit };
}

/** Three figures mean something: one decimal below 100 of a larger unit, and below 10 of the smallest. */
function rounded(size: number, index: number): number {
  return size < (index === 0 ? 9.95 : 99.95) ? Math.round(size * 10) / 10 : Math.round(size);
}
