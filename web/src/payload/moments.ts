const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
const epoch = /^(\d{10})(\d{3}|\d{6}|\d{9}|\.\d+)?$/;

/** From 2001-09-09, when the seconds got their tenth digit, to 2100: numbers outside are hardly meant as times. */
const latest = Date.UTC(2100, 0, 1);

/**
 * The time that a value may mean: ISO 8601 with its zone, or seconds, milliseconds, micro- or nanoseconds since 1970.
 * `value` is the text of a string, or a number as it is spelled.
 */
export function momentOf(value: string): Date | undefined {
  if (value.length > 40) return undefined;
  if (iso.test(value)) return valid(new Date(value.toUpperCase()));
  const match = epoch.exec(value);
  if (!match) return undefined;
  const [, seconds = "", rest = ""] = match;
  const fraction = rest.startsWith(".") ? Number(rest) : Number(`0.${rest}`);
  const ms = Number(seconds) * 1000 + Math.floor(fraction * 1000 + 1e-6);
  return Number(seconds) >= 1e9 && ms < latest ? valid(new Date(ms)) : undefined;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
