/** Chance with a seed: a property that fails, fails again with the number in the test's name. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to but not including `below` (mulberry32). */
  int(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let word = this.#state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return Math.floor((((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  chance(oneIn: number): boolean {
    return this.int(oneIn) === 0;
  }

  of<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.int(choices.length)] ?? choices[0];
  }

  list<T>(max: number, make: () => T): T[] {
    return Array.from({ length: this.int(max + 1) }, make);
  }

  bytes(max: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.list(max, () => this.int(256)));
  }

  /** Text with everything that hurts: quotes, backslashes, controls, bidi marks, emoji, letters of many lengths. */
  text(max: number): string {
    const awkward: readonly [string, ...string[]] = [
      '"',
      "\\",
      "\n",
      "\t",
      "\u0000",
      "\u202e",
      "é",
      "€",
      "😀",
      "ש",
      " ",
    ];
    return this.list(max, () => (this.chance(3) ? this.of(awkward) : String.fromCharCode(0x61 + this.int(26)))).join(
      "",
    );
  }

  /** A value that JSON can hold. */
  json(depth: number): unknown {
    if (depth === 0 || this.chance(3)) {
      return this.of<() => unknown>([
        () => null,
        () => this.chance(2),
        () => this.int(2 ** 31) - 2 ** 30,
        () => this.int(2 ** 31) / 1024,
        () => this.text(12),
      ])();
    }
    return this.chance(2)
      ? this.list(5, () => this.json(depth - 1))
      : Object.fromEntries(this.list(5, () => [`k${this.text(6)}`, this.json(depth - 1)]));
  }
}

const encoder = new TextEncoder();
export const utf8 = (text: string) => encoder.encode(text);

/** Runs a property with so many seeds, and names the one that fails. */
export function forSeeds(count: number, property: (random: Random, seed: number) => void) {
  for (let seed = 1; seed <= count; seed++) {
    try {
      property(new Random(seed), seed);
    } catch (cause) {
      throw new Error(`with seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}
