/** A number and the unit behind it, apart because they are set in different greys. */
export interface Quantity {
  value: string;
  unit: string;
}

const grouped = new Intl.NumberFormat("en-US");

/** "1,204" */
export function formatCount(n: number): string {
  return grouped.format(n);
}

/** "1 stream", "148 streams" */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

/** A span that was measured, with no more digits than mean something: 350 µs, 2.1 ms, 143 ms, 1.2 s. */
export function formatLatency(ms: number): Quantity {
  if (ms < 1) return { value: String(Math.round(ms * 1000)), unit: "µs" };
  if (ms < 100) return { value: ms.toFixed(1), unit: "ms" };
  if (ms < 1000) return { value: String(Math.round(ms)), unit: "ms" };
  return { value: (ms / 1000).toFixed(1), unit: "s" };
}

/** One of several spans that are compared: all in ms, with the digits that their sum deserves. */
export function formatPart(ms: number, total: number): Quantity {
  return { value: ms.toFixed(total < 10 ? 2 : total < 1000 ? 1 : 0), unit: "ms" };
}

const sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** Binary sizes: 512 B, 4.4 GiB, 1 MiB. */
export function formatBytes(bytes: number): Quantity {
  let value = bytes;
  let index = 0;
  while (value >= 1024 && index < sizes.length - 1) {
    value /= 1024;
    index++;
  }
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return { value: grouped.format(rounded), unit: sizes[index] ?? "B" };
}
