import { formatCount } from "@/shared/lib/format";

/** The API's limits. */
export const mostFileBytes = 16 * 1024 * 1024;
const mostLines = 100_000;

/** How many messages a text has, or the first line that is none. What is in a line the server checks, before it sends any. */
export function readBatch(text: string): { count: number; problem?: never } | { count?: never; problem: string } {
  let count = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    if (!isObject(line)) return { problem: `Line ${formatCount(index + 1)} is not a JSON object.` };
    if (++count > mostLines) return { problem: `There are more than ${formatCount(mostLines)} lines.` };
  }
  return count > 0 ? { count } : { problem: "There is no message in it." };
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
