import { useEffect, useState } from "react";
import type { Lines } from "@/payload/lines";
import { textLines } from "@/payload/lines";
import { type Opened, openWhole } from "@/payload/open";
import { inSlices } from "@/payload/slices";
import { type Comparison, compare } from "./compare";

export interface Diff extends Comparison {
  before: Lines;
  after: Lines;
}

interface Options {
  contentType?: string | undefined;
}

/** Compares two values: laid out in the same way when both can be, else as the texts they are. */
export function useDiff(before: Uint8Array, after: Uint8Array, { contentType }: Options): Diff | undefined {
  const [diff, setDiff] = useState<{ before: Uint8Array; after: Uint8Array; result: Diff }>();
  useEffect(() => {
    const abort = new AbortController();
    compareValues(before, after, contentType, abort.signal).then(
      (result) => setDiff({ before, after, result }),
      () => undefined, // nobody waits for it any more
    );
    return () => abort.abort();
  }, [before, after, contentType]);
  return diff?.before === before && diff.after === after ? diff.result : undefined;
}

async function compareValues(
  before: Uint8Array,
  after: Uint8Array,
  contentType: string | undefined,
  signal: AbortSignal,
): Promise<Diff> {
  const old = await openWhole(before, { contentType }, signal);
  const next = await openWhole(after, { contentType }, signal);
  const alike = Boolean(old.lines.structure) === Boolean(next.lines.structure);
  const linesOf = (opened: Opened) => (alike ? opened.lines : inSlices(textLines(opened.content), signal));
  const [left, right] = [await linesOf(old), await linesOf(next)];
  return { before: left, after: right, ...(await compare(left, right, signal)) };
}
