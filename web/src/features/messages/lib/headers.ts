import type { Message } from "@/api/types";

/** The value of a header, whatever the case of its name; the first of several. */
export function headerOf({ headers }: Pick<Message, "headers">, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(headers ?? {}).find(([own]) => own.toLowerCase() === wanted);
  return found?.[1][0];
}

/** What tells a server how to store a message, or a reader where it came from. A copy is another message, without them. */
const isControl = (name: string) => /^nats-/i.test(name);

/** Which headers go with a copy, and which are left out. */
export function copiedHeaders({ headers }: Pick<Message, "headers">): { kept: string[]; left: string[] } {
  const names = Object.keys(headers ?? {});
  return { kept: names.filter((name) => !isControl(name)), left: names.filter(isControl) };
}

/** The headers as lines, one for each value, to be compared or copied. */
export function headerLines({ headers }: Pick<Message, "headers">): string {
  return Object.entries(headers ?? {})
    .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))
    .join("\n");
}
