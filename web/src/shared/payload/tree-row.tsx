import { ChevronDown, ChevronRight } from "lucide-react";
import { memberOf } from "@/payload/member";
import { momentOf } from "@/payload/moments";
import type { Token } from "@/payload/tokens";
import type { Tree, TreeRow } from "@/payload/tree";
import { visibleBytes } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { syntax } from "@/shared/code/syntax";
import { cx } from "@/shared/lib/cx";
import { formatCount, plural } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { canOpen } from "./use-tree";

interface Props {
  id: string;
  tree: Tree;
  row: TreeRow;
  tokensOf: (line: number) => readonly Token[];
  open: boolean;
  active: boolean;
  onPress: () => void;
}

/** How much of a value is drawn: the row is cut by its width anyway. */
const shownLength = 300;
/** Rows are indented up to here; what is deeper says in its foot where it is. */
const deepest = 24;

/** One member of a value: its name, and its value or how much there is in it. */
export function TreeRowView({ id, tree, row, tokensOf, open, active, onPress }: Props) {
  const opens = canOpen(tree, row);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus and the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: and points at its active row with aria-activedescendant.
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={active}
      aria-expanded={opens ? open : undefined}
      onClick={onPress}
      className={cx(
        "flex h-full items-center gap-1.5 overflow-hidden pr-4 whitespace-pre",
        opens && "cursor-pointer",
        active
          ? "bg-accent-tint shadow-[inset_2px_0_0_var(--accent)] group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-focus"
          : "hover:bg-hover",
      )}
      style={{ paddingLeft: 14 + Math.min(row.level - 1, deepest) * 14 }}
    >
      {opens ? (
        <Chevron aria-hidden size={12} strokeWidth={2} className="text-fg-3" />
      ) : (
        <span className="w-3 shrink-0" />
      )}
      {row.kind === "range" ? (
        <span className="text-fg-2">
          {formatCount(row.from)} … {formatCount(row.to - 1)}
        </span>
      ) : (
        <Named tree={tree} row={row} tokens={tokensOf(row.line)} />
      )}
    </div>
  );
}

type MemberRow = Extract<TreeRow, { kind: "member" }>;

function Named({ tree, row, tokens }: { tree: Tree; row: MemberRow; tokens: readonly Token[] }) {
  const { key, value } = memberOf(tree.lines, tokens);
  const index = key.length === 0 && (row.parent >= 0 || row.siblings > 1) ? row.index : undefined;
  const opens = tree.opens(row.line);
  return (
    <>
      {key.length > 0 ? (
        <>
          <Stretch tree={tree} tokens={key} />
          <span className="-ml-1.5 text-(--syntax-mark)">:</span>
        </>
      ) : null}
      {index === undefined ? null : <span className="text-fg-3">{index}:</span>}
      {opens ? <Size tree={tree} line={row.line} tokens={value} /> : <Scalar tree={tree} tokens={value} />}
    </>
  );
}

/** How much is in it, in the numerals of numbers, not of payloads. */
function Size({ tree, line, tokens }: { tree: Tree; line: number; tokens: readonly Token[] }) {
  const size = tree.size(line);
  // The tags in front of the bracket.
  const tags = tokens.slice(0, -1);
  return (
    <>
      {tags.length > 0 ? <Stretch tree={tree} tokens={tags} /> : null}
      <span className="font-sans text-fg-3">{tree.isArray(line) ? plural(size, "item") : plural(size, "key")}</span>
    </>
  );
}

function Scalar({ tree, tokens }: { tree: Tree; tokens: readonly Token[] }) {
  const moment = momentIn(tree, tokens);
  return (
    <span className="truncate-line" title={moment ? formatExact(moment) : undefined}>
      <Stretch tree={tree} tokens={tokens} />
    </span>
  );
}

/** The time that a value means, if it may mean one: of its string, or of its number. */
export function momentIn({ lines }: Tree, tokens: readonly Token[]): Date | undefined {
  const token = tokens.find(({ kind }) => kind === "string" || kind === "number");
  if (!token || token.to - token.from > 40) return undefined;
  const text = new TextDecoder().decode(lines.bytes.subarray(token.from, token.to));
  return momentOf(token.kind === "string" ? text.slice(1, -1) : text);
}

function Stretch({ tree: { lines }, tokens }: { tree: Tree; tokens: readonly Token[] }) {
  const start = tokens[0]?.from ?? 0;
  const shown = tokens.filter(({ from }) => from < start + shownLength);
  return shown.map(({ from, to, kind }) => (
    <span key={from} className={cx("[unicode-bidi:isolate]", syntax[kind])}>
      <Parts
        parts={visibleBytes(lines.bytes, from, wholeCharacter(lines.bytes, Math.min(to, from + shownLength), to))}
      />
    </span>
  ));
}

/** Not in the middle of a character. */
function wholeCharacter(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && ((bytes[next] ?? 0) & 0xc0) === 0x80 && next < at + 3) next++;
  return next;
}
