import { UnfoldVertical } from "lucide-react";
import { type Lines, lineEnd } from "@/payload/lines";
import { decodeStrictly } from "@/payload/utf8";
import { cx } from "@/shared/lib/cx";
import { plural } from "@/shared/lib/format";
import { DiffText } from "./diff-text";
import type { DiffRow } from "./runs";
import type { Diff } from "./use-diff";
import { type Mark, markWords, type WordMarks } from "./words";

const looks = {
  same: { row: "bg-inherit", sign: "", word: "", mark: "", said: "" },
  removed: {
    row: "bg-diff-del",
    sign: "−",
    word: "text-diff-del-mark",
    mark: "bg-diff-del-mark/15",
    said: "Removed: ",
  },
  added: { row: "bg-diff-add", sign: "+", word: "text-diff-add-mark", mark: "bg-diff-add-mark/15", said: "Added: " },
};

interface Props {
  diff: Diff;
  row: DiffRow;
  /** Columns of the largest line number. */
  digits: number;
  onUnfold: (block: number) => void;
}

/** One row of a comparison: a line of one side, one of each, or a stretch that is folded. */
export function DiffRowView({ diff, row, digits, onUnfold }: Props) {
  if (row.kind === "fold") return <Fold row={row} onUnfold={onUnfold} />;
  if (row.kind === "both") {
    const marks = marksOf(diff, row.before, row.after);
    return (
      <div className="flex h-[18px] bg-inherit">
        <Cell digits={digits} lines={diff.before} line={row.before} kind="removed" marks={marks?.before} half />
        <Cell digits={digits} lines={diff.after} line={row.after} kind="added" marks={marks?.after} half />
      </div>
    );
  }
  if (row.kind === "removed") {
    const marks = marksOf(diff, row.before, row.pair)?.before;
    return <Cell digits={digits} lines={diff.before} line={row.before} kind="removed" marks={marks} />;
  }
  if (row.kind === "added") {
    const marks = marksOf(diff, row.pair, row.after)?.after;
    return <Cell digits={digits} lines={diff.after} line={row.after} kind="added" marks={marks} />;
  }
  return <Cell digits={digits} lines={diff.after} line={row.after} kind="same" marks={undefined} />;
}

/** An unchanged line, side by side. */
export function SameRow({
  diff,
  before,
  after,
  digits,
}: {
  diff: Diff;
  before: number;
  after: number;
  digits: number;
}) {
  return (
    <div className="flex h-[18px] bg-inherit">
      <Cell digits={digits} lines={diff.before} line={before} kind="same" marks={undefined} half />
      <Cell digits={digits} lines={diff.after} line={after} kind="same" marks={undefined} half />
    </div>
  );
}

interface CellProps {
  lines: Lines;
  /** Undefined where the other side has a line and this one has none. */
  line: number | undefined;
  kind: keyof typeof looks;
  marks: readonly Mark[] | undefined;
  digits: number;
  half?: boolean;
}

function Cell({ lines, line, kind, marks = [], digits, half = false }: CellProps) {
  const look = looks[kind];
  const base = cx(
    "h-[18px] overflow-clip whitespace-pre [tab-size:4]",
    half ? "w-1/2 first:border-line-faint first:border-r" : "w-full",
  );
  if (line === undefined) return <div className={cx(base, "bg-press/40")} />;
  return (
    <div className={cx(base, "flex", look.row)}>
      <span aria-hidden className="shrink-0 pr-3 text-right text-fg-3 select-none" style={{ width: `${digits + 3}ch` }}>
        {line + 1}
      </span>
      <span aria-hidden className={cx("w-[18px] shrink-0 select-none", look.word)}>
        {look.sign}
      </span>
      {look.said ? <span className="sr-only">{look.said}</span> : null}
      <span className="min-w-0 flex-1 overflow-clip">
        <span className="inline-block -translate-x-(--along) pr-4">
          <DiffText lines={lines} line={line} marks={marks} look={look.mark} />
        </span>
      </span>
    </div>
  );
}

function Fold({ row, onUnfold }: { row: Extract<DiffRow, { kind: "fold" }>; onUnfold: Props["onUnfold"] }) {
  if (row.half === 1) return <div className="h-[18px]" />;
  return (
    <div className="relative h-[18px]">
      <button
        type="button"
        onClick={() => onUnfold(row.block)}
        className="absolute inset-x-0 top-[5px] z-1 flex h-[26px] items-center gap-2 border-line-faint border-y bg-inherit pl-4 font-sans text-fg-3 text-small hover:bg-hover hover:text-fg focus-visible:-outline-offset-2"
      >
        <UnfoldVertical aria-hidden size={13} strokeWidth={2} />
        {plural(row.lines, "unchanged line")}
      </button>
    </div>
  );
}

/** What differs inside two lines that stand for each other. Bytes that are no text are not compared by words. */
function marksOf(diff: Diff, before: number | undefined, after: number | undefined): WordMarks | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [old, next] = [textOf(diff.before, before), textOf(diff.after, after)];
  return old === undefined || next === undefined ? undefined : markWords(old, next);
}

function textOf(lines: Lines, line: number): string | undefined {
  const [from, end] = [lines.starts[line] ?? 0, lineEnd(lines, line)];
  if (end - from > 4_000) return undefined;
  const text = decodeStrictly(lines.bytes.subarray(from, end));
  // The comma of a member tells of the next one, not of this.
  return lines.structure && text?.endsWith(",") ? text.slice(0, -1) : text;
}
