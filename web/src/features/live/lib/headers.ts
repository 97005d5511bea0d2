const decoder = new TextDecoder();

export interface HeaderLine {
  name: string;
  value: string;
}

/** The lines of a header block (NATS ADR-4), whatever stands in it. */
export function headerLines(block: Uint8Array): HeaderLine[] {
  return decoder
    .decode(block)
    .split("\r\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      return colon < 0
        ? { name: line, value: "" }
        : { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    });
}

/** The value of a header, whatever the case of its name; the first of several. */
export function headerOf(lines: readonly HeaderLine[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return lines.find((line) => line.name.toLowerCase() === wanted)?.value;
}
