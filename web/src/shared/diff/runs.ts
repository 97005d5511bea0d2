import type { Block } from "./blocks";

/** What one row of a comparison shows. Lines are numbers of lines in either text. */
export type DiffRow =
  | { kind: "same"; before: number; after: number }
  | { kind: "removed"; before: number; block: number; pair: number | undefined }
  | { kind: "added"; after: number; block: number; pair: number | undefined }
  | { kind: "both"; before: number | undefined; after: number | undefined; block: number }
  /** Takes two rows, so that it can be pressed; `half` says which of them this is. */
  | { kind: "fold"; block: number; lines: number; half: 0 | 1 };

export interface DiffRows {
  count: number;
  at: (row: number) => DiffRow;
  /** The row that each change begins in. */
  changes: readonly number[];
}

interface Run {
  from: number;
  count: number;
  row: (offset: number) => DiffRow;
}

/** How many lines around a change stay in sight. */
const context = 3;

/** Lays blocks out in rows: as one text, or side by side. Unchanged stretches are folded unless they are in `open`. */
export function layRows(blocks: readonly Block[], sideBySide: boolean, open: ReadonlySet<number>): DiffRows {
  const runs: Run[] = [];
  const changes: number[] = [];
  let count = 0;
  const add = (length: number, row: Run["row"]) => {
    if (length > 0) runs.push({ from: count, count: length, row });
    count += length;
  };
  for (const [index, block] of blocks.entries()) {
    if (!block.same) {
      changes.push(count);
      addChange(block, index, sideBySide, add);
    } else addSame(block, index, blocks.length, open.has(index), add);
  }
  const at = (row: number): DiffRow => {
    const run = runAt(runs, row);
    return run ? run.row(row - run.from) : { kind: "same", before: 0, after: 0 };
  };
  return { count, at, changes };
}

type Add = (length: number, row: Run["row"]) => void;

function addChange({ before, after }: Block, block: number, sideBySide: boolean, add: Add) {
  const [removed, added] = [before.to - before.from, after.to - after.from];
  if (sideBySide) {
    add(Math.max(removed, added), (i) => ({
      kind: "both",
      block,
      before: i < removed ? before.from + i : undefined,
      after: i < added ? after.from + i : undefined,
    }));
    return;
  }
  const pair = (i: number, other: { from: number; to: number }) =>
    other.from + i < other.to ? other.from + i : undefined;
  add(removed, (i) => ({ kind: "removed", block, before: before.from + i, pair: pair(i, after) }));
  add(added, (i) => ({ kind: "added", block, after: after.from + i, pair: pair(i, before) }));
}

function addSame({ before, after }: Block, block: number, blocks: number, open: boolean, add: Add) {
  const length = before.to - before.from;
  const same =
    (from: number) =>
    (i: number): DiffRow => ({
      kind: "same",
      before: before.from + from + i,
      after: after.from + from + i,
    });
  const head = block === 0 ? 0 : context;
  const tail = block === blocks - 1 ? 0 : context;
  const folded = length - head - tail;
  // What takes no less room folded is not worth a press.
  if (open || folded <= 2) return add(length, same(0));
  add(head, same(0));
  add(2, (half) => ({ kind: "fold", block, lines: folded, half: half === 0 ? 0 : 1 }));
  add(tail, same(length - tail));
}

function runAt(runs: readonly Run[], row: number): Run | undefined {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((runs[middle]?.from ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return runs[low];
}
