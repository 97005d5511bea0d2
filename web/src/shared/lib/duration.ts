// Durations are milliseconds inside the page; on the wire they are Go duration strings ("25m30s", "350µs").

const units: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3, // the Greek letter, which Go accepts beside the micro sign
  ms: 1,
  s: 1e3,
  m: 60e3,
  h: 3600e3,
};

const whole = /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const parts = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Milliseconds of a Go duration string, or undefined when it is none. */
export function parseGoDuration(text: string): number | undefined {
  if (!whole.test(text)) return undefined;
  let total = 0;
  for (const [, amount = "0", unit = "s"] of text.matchAll(parts)) total += Number(amount) * (units[unit] ?? 0);
  return text.startsWith("-") ? -total : total;
}

/** A countdown or an age with at most two parts: "24m 12s", "1h 05m", "2d 4h", "9s". */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [d, h, m, s] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const two = (n: number) => String(n).padStart(2, "0");
  if (d > 0) return h > 0 ? `${d}d ${h}h` : `${d}d`;
  if (h > 0) return `${h}h ${two(m)}m`;
  if (m > 0) return `${m}m ${two(s)}s`;
  return `${s}s`;
}

/** A setting or a rough span in one part: "30 min", "24 h", "3 s", "2 d". */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}

/** How long ago: "now", "12 s ago", "4 min ago". */
export function formatAgo(ms: number): string {
  return ms < 1500 ? "now" : `${formatSpan(ms)} ago`;
}

/** How long nothing came, in a narrow place: tenths of a second while they say something. "0.2 s", "41 s", "3 h". */
export function formatIdle(ms: number): string {
  return ms < 9_950 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : formatSpan(ms);
}
