import { clock } from "@/shared/lib/time";

const day = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?$/;
const zoned = /(Z|[+-]\d{2}:?\d{2})$/i;

/** A moment with its zone, as RFC 3339 writes it; undefined when it is none. */
export function parseMoment(text: string): Date | undefined {
  if (!/^\d{4}-/.test(text) || !zoned.test(text)) return undefined;
  return valid(new Date(text));
}

/**
 * A moment as a person types it: "2026-11-22 14:32", with seconds and with a zone if wanted. Without one it is of the clock
 * that the page shows. "1h ago" and "90s" are so long before now.
 */
export function readMoment(text: string, now: Date): Date | undefined {
  const typed = text.trim();
  const ago = readAgo(typed);
  if (ago !== undefined) return new Date(now.getTime() - ago);
  if (zoned.test(typed) && typed.includes(":")) return parseMoment(typed.replace(" ", "T"));
  const found = day.exec(typed);
  if (!found) return undefined;
  const [year, month, date, hours, minutes, seconds] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Number((found[7] ?? "0").padEnd(3, "0").slice(0, 3));
  const parts = [year ?? 0, (month ?? 1) - 1, date ?? 1, hours ?? 0, minutes ?? 0, seconds ?? 0, ms] as const;
  const at = clock.get() === "utc" ? new Date(Date.UTC(...parts)) : new Date(...parts);
  // 31 February is no day, although a Date makes one of it.
  const [m, d] = clock.get() === "utc" ? [at.getUTCMonth(), at.getUTCDate()] : [at.getMonth(), at.getDate()];
  return m === parts[1] && d === parts[2] ? valid(at) : undefined;
}

const units: Record<string, number> = { s: 1e3, m: 60e3, min: 60e3, h: 3600e3, d: 86_400e3, w: 7 * 86_400e3 };

function readAgo(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(s|m|min|h|d|w)(?:\s+ago)?$/i.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (units[unit.toLowerCase()] ?? 0);
}

function valid(at: Date): Date | undefined {
  return Number.isNaN(at.getTime()) || at.getTime() > 253_402_300_799_999 ? undefined : at;
}

/** As a person would type it, in the clock that the page shows: "2026-11-22 14:32:07". */
export function writeMoment(at: Date): string {
  const local = clock.get() === "utc" ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60e3);
  return local.toISOString().slice(0, 19).replace("T", " ");
}
