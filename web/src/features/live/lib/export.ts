import type { LiveMessage } from "@/live/record";
import type { Tape } from "@/live/tape";
import { headerLines } from "./headers";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A message as a line of NDJSON, with the names that the API uses. */
function lineOf(message: LiveMessage): string {
  const { sequence, subject, reply, size, header, data } = message;
  const headers: Record<string, string[]> = {};
  for (const { name, value } of headerLines(header)) headers[name] = [...(headers[name] ?? []), value];
  return JSON.stringify({
    ...(sequence > 0 ? { sequence } : {}),
    subject,
    ...(reply === "" ? {} : { reply }),
    time: timeOf(message),
    ...payloadOf(data),
    ...(header.length > 0 ? { headers } : {}),
    size,
    ...(data.length < size ? { truncated: true } : {}),
  });
}

/** RFC 3339 with nanoseconds. */
export function timeOf({ time, nanos }: Pick<LiveMessage, "time" | "nanos">): string {
  return new Date(time).toISOString().replace("Z", `${String(nanos).padStart(6, "0")}Z`);
}

function payloadOf(data: Uint8Array): { data: string; encoding: "utf8" | "base64" } {
  try {
    return { data: decoder.decode(data), encoding: "utf8" };
  } catch {
    let binary = "";
    for (let at = 0; at < data.length; at += 8192) binary += String.fromCharCode(...data.subarray(at, at + 8192));
    return { data: btoa(binary), encoding: "base64" };
  }
}

/** Rows that are written before the page gets a turn. */
const slice = 2_000;

/** All messages that are kept, or those of the rows given, as NDJSON, in parts. Made in slices, so that the page goes on. */
export async function ndjson(tape: Tape, rows?: readonly number[]): Promise<string[]> {
  const wanted = rows ?? Array.from({ length: tape.end - tape.first }, (_, index) => tape.first + index);
  const parts: string[] = [];
  for (let at = 0; at < wanted.length; at += slice) {
    const lines = wanted.slice(at, at + slice).flatMap((row) => {
      const message = tape.at(row)?.message;
      return message ? [`${lineOf(message)}\n`] : [];
    });
    parts.push(lines.join(""));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return parts;
}
