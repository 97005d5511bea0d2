import { catch as caught, config, number, object, optional, regex, string, transform } from "zod/mini";

// The page's policy forbids eval, which zod would otherwise try for its compiled parsers. A schema looks at this when it is
// made, so schemas are made of what is exported here. Name by name, because the whole of zod is 60 kB.
config({ jitless: true });

export { caught, number, object, optional, regex, string };

/** A text of an address, which the router hands out as a number when it looks like one. What is no text is left out. */
export const searchText = () => optional(transform(textOf));

function textOf(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value : undefined;
}
