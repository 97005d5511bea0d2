// What stands between {{ and }} in a message that is published more than once, as the nats CLI has it.

export interface Variable {
  name: string;
  means: string;
}

export const variables: readonly Variable[] = [
  { name: "count", means: "the number of the message, from 1" },
  { name: "random", means: "a random whole number below 1,000,000" },
  { name: "time", means: "now, as RFC 3339" },
  { name: "id", means: "a new UUID" },
];

const pattern = /\{\{\s*(count|random|time|id)\s*\}\}/g;

export const hasVariables = (text: string) => text.search(pattern) >= 0;

/** A text with its variables filled in. All texts of one message have the same values; what is no variable stays. */
export function filler(count: number): (text: string) => string {
  const random = String(Math.floor(Math.random() * 1_000_000));
  const time = new Date().toISOString();
  const id = newId();
  const values: Record<string, string> = { count: String(count), random, time, id };
  return (text) => text.replace(pattern, (whole, name: string) => values[name] ?? whole);
}

/** A UUID of version 4. crypto.randomUUID is there on HTTPS and loopback alone. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
