import { visibleBytes } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { syntax } from "@/shared/code/syntax";
import { cx } from "@/shared/lib/cx";
import type { Segment } from "./segments";

const found = {
  match: "rounded-[2px] bg-accent-tint-2 text-fg",
  current: "rounded-[2px] bg-accent-tint-2 text-fg outline-2 outline-accent",
};

interface Props {
  bytes: Uint8Array;
  segment: Segment;
  /** Tabs are spelled out too. */
  tabs?: boolean | undefined;
}

/** A stretch of text in its colour. Its script cannot turn around what stands beside it. */
export function SegmentText({ bytes, segment, tabs = false }: Props) {
  const parts = visibleBytes(bytes, segment.from, segment.to, { tabs });
  const look = cx("[unicode-bidi:isolate]", segment.kind && syntax[segment.kind]);
  if (!segment.found)
    return (
      <span className={look}>
        <Parts parts={parts} />
      </span>
    );
  return (
    <mark
      data-current={segment.found === "current" || undefined}
      className={cx("[unicode-bidi:isolate]", found[segment.found])}
    >
      <Parts parts={parts} />
    </mark>
  );
}
