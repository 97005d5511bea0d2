import type { LiveMessage } from "@/live/record";
import type { Tape } from "@/live/tape";

export type Matches = (message: LiveMessage) => boolean;

const decoder = new TextDecoder();

/**
 * What a filter finds: text in any case, or a regular expression between slashes, in subject, headers and payload. Nothing
 * for no filter; a sentence for a regular expression that is none.
 */
export function filterOf(text: string): { matches?: Matches; error?: string } {
  if (text === "") return {};
  const found = /^\/(.+)\/(i?)$/.exec(text);
  if (!found) {
    const wanted = text.toLowerCase();
    return { matches: (message) => textOf(message).toLowerCase().includes(wanted) };
  }
  try {
    const expression = new RegExp(found[1] ?? "", found[2]);
    return { matches: (message) => expression.test(textOf(message)) };
  } catch {
    return { error: "This is no regular expression." };
  }
}

function textOf({ subject, header, data }: LiveMessage): string {
  return `${subject}\n${header.length > 0 ? decoder.decode(header) : ""}\n${decoder.decode(data)}`;
}

/** The rows of a tape that a filter lets through, found as they come. Notes always are. */
export class Found {
  /** Row numbers, oldest first, of those that are still kept. */
  rows: number[] = [];
  /** How many were found before the first of them, and are gone. */
  gone = 0;
  /** Those of them that are notes, and no message that the filter finds. */
  #notes = new Set<number>();
  #next: number;
  readonly #tape: Tape;
  readonly #matches: Matches;

  constructor(tape: Tape, matches: Matches) {
    this.#tape = tape;
    this.#matches = matches;
    this.#next = tape.first;
  }

  /** Messages that were not looked at yet. */
  get left(): number {
    return Math.max(0, this.#tape.end - Math.max(this.#next, this.#tape.first));
  }

  /** Messages that were found, and are still kept. */
  get messages(): number {
    return this.rows.length - this.#notes.size;
  }

  /** Looks at more messages, for so many ms at most: a long tape must not stop the page. */
  advance(most: number, now = () => performance.now()) {
    this.#forget();
    const until = now() + most;
    for (let row = Math.max(this.#next, this.#tape.first); row < this.#tape.end; row++) {
      const found = this.#tape.at(row);
      if (found?.note) this.#notes.add(row);
      if (found?.note || (found?.message && this.#matches(found.message))) this.rows.push(row);
      this.#next = row + 1;
      if (row % 64 === 0 && now() > until) return;
    }
  }

  #forget() {
    const { first } = this.#tape;
    let old = 0;
    while (old < this.rows.length && (this.rows[old] as number) < first) this.#notes.delete(this.rows[old++] as number);
    if (old > 0) {
      this.rows.splice(0, old);
      this.gone += old;
    }
  }
}
