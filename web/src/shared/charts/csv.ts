import type { Lines } from "./lines";

/** All samples as CSV, oldest first, the times in UTC. Names of series can come from NATS, so they are made harmless. */
export function toCsv({ times, series }: Lines, names: readonly string[]): string {
  const head = ["time", ...names].map(cell).join(",");
  const rows = times.map((time, index) =>
    [new Date(time).toISOString(), ...series.map((values) => values[index] ?? "")].join(","),
  );
  return `${[head, ...rows].join("\r\n")}\r\n`;
}

/** Quoted where it must be, and never a formula: a spreadsheet runs what begins with one of these. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
