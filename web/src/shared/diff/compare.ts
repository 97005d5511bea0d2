import type { Lines } from "@/payload/lines";
import { lineEnd } from "@/payload/lines";
import { inSlices, type Work } from "@/payload/slices";
import { decodeLoosely } from "@/payload/utf8";
import { type Block, blocksOf, type Step } from "./blocks";
import { type Effort, findEdit } from "./edit";
import type { EditRequest } from "./edit.worker";

export interface Comparison {
  blocks: Block[];
  /** Why the lines in the middle were not compared one by one. */
  gaveUp?: "too different" | "too long";
}

/** What is found out without anybody noticing; and what a worker is given, before it is called hopeless. */
const atOnce: Effort = { timeout: 12, maxEditLength: 400 };
const inWorker: Effort = { timeout: 2_000, maxEditLength: 4_000 };
const maxLines = 300_000;

/** Compares two texts line by line, as long as that is reasonable. */
export async function compare(before: Lines, after: Lines, signal?: AbortSignal): Promise<Comparison> {
  if (before.count + after.count > maxLines)
    return { blocks: blocksOf(replaced(before.count, after.count)), gaveUp: "too long" };
  const [old, next] = await inSlices(numbered(before, after), signal);
  const { head, tail } = commonEnds(old, next);
  const [oldMiddle, nextMiddle] = [old.subarray(head, old.length - tail), next.subarray(head, next.length - tail)];
  const easy = oldMiddle.length === 0 || nextMiddle.length === 0;
  const edit = easy ? undefined : await editOf(oldMiddle, nextMiddle, signal);
  const middle = edit ?? replaced(oldMiddle.length, nextMiddle.length);
  const blocks = blocksOf([["keep", head], ...middle, ["keep", tail]]);
  return easy || edit ? { blocks } : { blocks, gaveUp: "too different" };
}

const replaced = (before: number, after: number): Step[] => [
  ["remove", before],
  ["add", after],
];

/** Gives every line a number, the same one to lines that are the same. */
function* numbered(before: Lines, after: Lines): Work<[Int32Array, Int32Array]> {
  const numbers = new Map<string, number>();
  const both: [Int32Array, Int32Array] = [new Int32Array(before.count), new Int32Array(after.count)];
  for (const [side, lines] of [before, after].entries()) {
    for (let line = 0; line < lines.count; line++) {
      const text = identity(lines, line);
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      (both[side] ?? both[0])[line] = number;
      if ((line & 0xff) === 0) yield;
    }
  }
  return both;
}

/** What makes a line the same as another. The comma behind it does not: it comes and goes with the member that follows. */
function identity(lines: Lines, line: number): string {
  const text = decodeLoosely(lines.bytes.subarray(lines.starts[line], lineEnd(lines, line)));
  const depth = lines.structure?.depths[line];
  if (depth === undefined) return text;
  return `${depth} ${text.endsWith(",") ? text.slice(0, -1) : text}`;
}

function commonEnds(before: Int32Array, after: Int32Array): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { head, tail };
}

async function editOf(before: Int32Array, after: Int32Array, signal?: AbortSignal): Promise<Step[] | undefined> {
  const quick = findEdit(before, after, atOnce);
  if (quick || typeof Worker === "undefined") return quick ?? findEdit(before, after, inWorker);
  return await askWorker({ before, after, effort: inWorker }, signal);
}

function askWorker(request: EditRequest, signal?: AbortSignal): Promise<Step[] | undefined> {
  const worker = new Worker(new URL("./edit.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Step[] | undefined>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Step[] | undefined>) => resolve(data);
    worker.onerror = () => resolve(undefined); // out of memory, or never started
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
