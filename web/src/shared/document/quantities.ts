// Numbers as people type them, and the exact integers that they stand for. All of it in bigint: a limit can be a uint64.

export type Read = { value: bigint; problem?: never } | { value?: never; problem: string };

const grouped = new Intl.NumberFormat("en-US");

export const countText = (value: bigint): string => grouped.format(value);

const thousands: Record<string, bigint> = { "": 1n, k: 1_000n, m: 1_000_000n, g: 1_000_000_000n };

/** "1,000,000", "1_000_000", "10k", "1.5M" */
export function readCount(text: string): Read {
  const [, sign = "", amount, unit = ""] = /^(-?)([\d,_ ]*\d(?:\.\d+)?)\s*([kmg]?)$/i.exec(text.trim()) ?? [];
  const value = amount === undefined ? undefined : times(amount, thousands[unit.toLowerCase()] ?? 1n);
  if (value === undefined) return { problem: "A whole number, like 1,000,000 or 10k." };
  return { value: sign ? -value : value };
}

const sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** The shortest form that is exact: 20 GiB, 1.5 GiB, 1,000,000 B. */
export function bytesText(value: bigint): string {
  for (let index = sizes.length - 1; index > 0; index--) {
    const unit = 1024n ** BigInt(index);
    const hundredths = (value * 100n) / unit;
    if (value >= unit && (value * 100n) % unit === 0n) return `${decimal(hundredths)} ${sizes[index]}`;
  }
  return `${countText(value)} B`;
}

function decimal(hundredths: bigint): string {
  const rest = String(hundredths % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${countText(hundredths / 100n)}${rest ? `.${rest}` : ""}`;
}

/** "20 GiB", "20g", "1.5 MiB", "10 MB" (ten million), "1048576" */
export function readBytes(text: string): Read {
  const [, amount, letter = "", kind = ""] = /^([\d,_ ]*\d(?:\.\d+)?)\s*([kmgtpe]?)(ib|b)?$/i.exec(text.trim()) ?? [];
  const power = BigInt("kmgtpe".indexOf(letter.toLowerCase()) + 1);
  const unit = (letter !== "" && kind.toLowerCase() === "b" ? 1000n : 1024n) ** (letter === "" ? 0n : power);
  const value = amount === undefined ? undefined : times(amount, unit);
  return value === undefined ? { problem: "A size in whole bytes, like 512 KiB or 20 GiB." } : { value };
}

const units: readonly (readonly [string, bigint])[] = [
  ["d", 86_400_000_000_000n],
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
  ["µs", 1_000n],
  ["ns", 1n],
];

/** Exactly, in its largest units: 7d, 24h, 1h 30m, 100ms. A single day is said in hours, as everybody does. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  if (nanoseconds < 0n) return `-${durationText(-nanoseconds)}`;
  const inDays = nanoseconds > 172_799_999_999_999n;
  let rest = nanoseconds;
  const parts: string[] = [];
  for (const [unit, length] of units) {
    if (unit === "d" && !inDays) continue;
    const amount = rest / length;
    rest %= length;
    if (amount > 0n) parts.push(`${amount}${unit}`);
  }
  return parts.join(" ");
}

const unitNames: Record<string, bigint> = {
  ...Object.fromEntries(units),
  w: 604_800_000_000_000n,
  us: 1_000n,
  μs: 1_000n, // the Greek letter, which Go takes beside the micro sign
  sec: 1_000_000_000n,
  min: 60_000_000_000n,
};
const durationPart = /(\d+(?:\.\d+)?)\s*(ns|us|µs|μs|ms|sec|s|min|m|h|d|w)\s*/y;

/** "24h", "1h 30m", "7d", "1.5h", "100 ms" */
export function readDuration(text: string): Read {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed) && Number(trimmed) !== 0) return { problem: "Say the unit: 90s, 24h or 7d." };
  if (/^0+$/.test(trimmed)) return { value: 0n };
  let total = 0n;
  durationPart.lastIndex = 0;
  while (durationPart.lastIndex < trimmed.length) {
    const [, amount, unit] = durationPart.exec(trimmed) ?? [];
    const part = amount === undefined || unit === undefined ? undefined : times(amount, unitNames[unit] ?? 1n);
    if (part === undefined) return { problem: "A duration, like 90s, 24h or 7d." };
    total += part;
  }
  return trimmed === "" ? { problem: "A duration, like 90s, 24h or 7d." } : { value: total };
}

/** A decimal number of something, when that is whole. */
function times(amount: string, unit: bigint): bigint | undefined {
  const [whole = "0", fraction = ""] = amount.replace(/[,_ ]/g, "").split(".");
  const scale = 10n ** BigInt(fraction.length);
  const product = BigInt(whole + fraction) * unit;
  return product % scale === 0n ? product / scale : undefined;
}
