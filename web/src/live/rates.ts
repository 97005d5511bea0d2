/** So many seconds are drawn. */
const span = 60;

/** How many messages came in each of the last seconds. */
export class Rates {
  /** Oldest first. */
  readonly perSecond: number[] = [];
  #at = 0;
  #total = 0;

  get now(): number {
    return this.perSecond.at(-1) ?? 0;
  }

  add(at: number, total: number) {
    const seconds = (at - this.#at) / 1000;
    if (this.#at > 0 && seconds > 0) this.perSecond.push(Math.max(0, total - this.#total) / seconds);
    if (this.perSecond.length > span) this.perSecond.shift();
    this.#at = at;
    this.#total = total;
  }
}
