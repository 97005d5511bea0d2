import { ChevronDown, ChevronUp, CircleDashed, CircleEqual } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { cx } from "@/shared/lib/cx";
import { formatCount, plural } from "@/shared/lib/format";
import { oneOf, stored } from "@/shared/lib/stored";
import { useMedia } from "@/shared/lib/use-media";
import { ViewSwitch } from "@/shared/payload/view-switch";
import { IconButton } from "@/shared/ui/icon-button";
import { Notice } from "@/shared/ui/notice";
import { Skeleton } from "@/shared/ui/skeleton";
import { countChanges } from "./blocks";
import { DiffView } from "./diff-view";
import { layRows } from "./runs";
import { type Diff, useDiff } from "./use-diff";

interface Props {
  /** The bytes of the two. The same arrays as long as they are the same values: others are compared anew. */
  before: Uint8Array;
  after: Uint8Array;
  /** What the two are, in a few words: "Stored 43", "yours". */
  beforeLabel: string;
  afterLabel: string;
  contentType?: string | undefined;
  /** Stands in the head in place of the two labels: a choice of what to compare, for example. */
  head?: ReactNode;
  /** Its place is too narrow for two beside one another. */
  narrow?: boolean;
  surface?: "main" | "sub";
  className?: string;
}

const layout = stored("diff-layout", oneOf(["one", "two"]));

/** Two values line by line, as one text or side by side. JSON is laid out first, so that only its content can differ. */
export function DiffViewer({ before, after, contentType, surface = "sub", className, ...props }: Props) {
  const diff = useDiff(before, after, { contentType });
  return (
    <section
      aria-label={`Difference, ${props.beforeLabel} to ${props.afterLabel}`}
      className={cx("flex min-h-0 flex-col", surface === "sub" ? "bg-sub" : "bg-main", className)}
    >
      {diff ? <Compared {...props} diff={diff} /> : <Skeleton widths={[42, 60, 54]} label="Comparing" />}
    </section>
  );
}

type ComparedProps = Pick<Props, "beforeLabel" | "afterLabel" | "head" | "narrow"> & { diff: Diff };

function Compared({ diff, beforeLabel, afterLabel, head, narrow = false }: ComparedProps) {
  const wide = useMedia("(width >= 64rem)") && !narrow;
  const sideBySide = layout.use() === "two" && wide;
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = useMemo(() => layRows(diff.blocks, sideBySide, open), [diff, sideBySide, open]);
  const { added, removed, changes } = useMemo(() => countChanges(diff.blocks), [diff]);
  const [at, setAt] = useState({ change: -1, asked: 0 });
  const step = useCallback(
    (by: 1 | -1) => setAt(({ change, asked }) => ({ change: wrapped(change, by, changes), asked: asked + 1 })),
    [changes],
  );
  const row = rows.changes[at.change];
  const target = useMemo(() => (row === undefined ? undefined : { row, asked: at.asked }), [row, at.asked]);
  return (
    <>
      <div className="flex min-h-toolbar shrink-0 flex-wrap items-center gap-x-3 py-1 pr-2.5 pl-4">
        {head ?? (
          <h3 className="truncate-line font-semibold">
            {beforeLabel} → {afterLabel}
          </h3>
        )}
        <span className="flex-1" />
        {changes > 0 ? <Counts added={added} removed={removed} /> : null}
        {changes > 0 && wide ? (
          <ViewSwitch
            label="Layout"
            value={sideBySide ? "two" : "one"}
            onChange={layout.set}
            options={[
              { value: "one", label: "Unified" },
              { value: "two", label: "Side by side" },
            ]}
          />
        ) : null}
        {changes > 0 ? <Steps at={at.change} changes={changes} onStep={step} /> : null}
      </div>
      {diff.gaveUp ? (
        <Notice tone="plain" icon={CircleDashed} title={gaveUpTitles[diff.gaveUp]}>
          What they begin and end with alike is folded; all between stands as removed and added.
        </Notice>
      ) : null}
      {changes === 0 ? (
        <p className="flex items-center gap-2 px-4 py-2 text-fg-2">
          <CircleEqual aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" />
          {diff.before.structure ? "No difference in content." : "No difference."}
        </p>
      ) : (
        <DiffView
          label={`${beforeLabel} to ${afterLabel}, line by line`}
          diff={diff}
          rows={rows}
          sideBySide={sideBySide}
          target={target}
          onUnfold={(block) => setOpen((old) => new Set([...old, block]))}
          onStep={step}
        />
      )}
    </>
  );
}

const gaveUpTitles = {
  "too different": "Too different to compare line by line.",
  "too long": "Too long to compare line by line.",
};

function wrapped(change: number, by: 1 | -1, changes: number): number {
  if (changes === 0) return -1;
  return change < 0 && by < 0 ? changes - 1 : (change + by + changes) % changes;
}

interface StepsProps {
  /** Which change the reader is at; -1 before the first. */
  at: number;
  changes: number;
  onStep: (by: 1 | -1) => void;
}

function Steps({ at, changes, onStep }: StepsProps) {
  return (
    <div className="flex items-center gap-0.5 max-sm:ml-auto max-sm:[&_button]:size-11">
      <span role="status" className="min-w-12 px-1 text-right text-fg-3 text-small">
        {at < 0 ? plural(changes, "change") : `${formatCount(at + 1)} of ${formatCount(changes)}`}
      </span>
      <IconButton size="sm" icon={ChevronUp} label="Previous change (p)" onClick={() => onStep(-1)} />
      <IconButton size="sm" icon={ChevronDown} label="Next change (n)" onClick={() => onStep(1)} />
    </div>
  );
}

function Counts({ added, removed }: { added: number; removed: number }) {
  return (
    <span className="flex gap-1.5 text-small">
      <span className="text-diff-add-mark">
        +{formatCount(added)}
        <span className="sr-only"> added,</span>
      </span>
      <span className="text-diff-del-mark">
        −{formatCount(removed)}
        <span className="sr-only"> removed</span>
      </span>
    </span>
  );
}
