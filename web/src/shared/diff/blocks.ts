/** A stretch of two texts that is the same in both, or not. Lines from..to of each; one of the two can be empty. */
export interface Block {
  same: boolean;
  before: { from: number; to: number };
  after: { from: number; to: number };
}

/** A step of an edit: so many lines are kept, removed or added. */
export type Step = readonly ["keep" | "remove" | "add", number];

/** Puts the steps of an edit together: what is removed and added between two kept stretches is one change. */
export function blocksOf(steps: Iterable<Step>): Block[] {
  const blocks: Block[] = [];
  let [before, after] = [0, 0];
  for (const [what, count] of steps) {
    if (count === 0) continue;
    const same = what === "keep";
    let block = blocks.at(-1);
    if (!block || block.same !== same) {
      block = { same, before: { from: before, to: before }, after: { from: after, to: after } };
      blocks.push(block);
    }
    if (what !== "add") before += count;
    if (what !== "remove") after += count;
    block.before.to = before;
    block.after.to = after;
  }
  return blocks;
}

const size = ({ from, to }: Block["before"]) => to - from;

/** How many lines were added and removed. */
export function countChanges(blocks: readonly Block[]): { added: number; removed: number; changes: number } {
  const total = { added: 0, removed: 0, changes: 0 };
  for (const block of blocks) {
    if (block.same) continue;
    total.added += size(block.after);
    total.removed += size(block.before);
    total.changes++;
  }
  return total;
}
