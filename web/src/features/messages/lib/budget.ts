/** A search is read in steps, so that one sees it move and can stop it. Messages, and the time that one step should take, ms. */
const steps = { first: 5_000, most: 100_000, quick: 400, slow: 1_200 };

/** How many messages a search may still read, and how many of them at once. */
export class Budget {
  left: number;
  private step = steps.first;

  constructor(messages: number) {
    this.left = messages;
  }

  next(): number {
    return Math.min(this.step, this.left);
  }

  /** After a step that read so many messages in so many ms. */
  spend(messages: number, ms: number) {
    this.left -= messages;
    if (ms < steps.quick) this.step = Math.min(steps.most, this.step * 2);
    else if (ms > steps.slow) this.step = Math.max(steps.first, Math.floor(this.step / 2));
  }
}
