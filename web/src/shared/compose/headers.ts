/** A header as a line of a form. Several values of one name are several lines. */
export interface HeaderLine {
  name: string;
  value: string;
}

/** What is wrong with a line, in words. An empty line is none. */
export function headerProblem({ name, value }: HeaderLine): string | undefined {
  if (name === "") return value === "" ? undefined : "This value has no name.";
  if (!/^[!-9;-~]+$/.test(name)) return "A name has visible ASCII characters only, and no colon.";
  return /\p{Cc}/u.test(value) ? "A value has no line breaks and no control characters." : undefined;
}

/** The headers as they are sent: each name with all of its values. */
export function headersOf(lines: readonly HeaderLine[]): Record<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { name, value } of lines) if (name !== "") all.set(name, [...(all.get(name) ?? []), value]);
  return Object.fromEntries(all);
}
