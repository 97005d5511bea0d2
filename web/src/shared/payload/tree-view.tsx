import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import type { Matches } from "@/payload/find";
import { type Lines, lineAt } from "@/payload/lines";
import { createTokenizer } from "@/payload/tokens";
import { rowKey, type TreeRow } from "@/payload/tree";
import { useBox } from "@/shared/code/use-box";
import { useRowWindow } from "@/shared/code/use-row-window";
import { cx } from "@/shared/lib/cx";
import { useMedia } from "@/shared/lib/use-media";
import { TreeFoot } from "./tree-foot";
import { TreeRowView } from "./tree-row";
import { canOpen, treeKey, useTree } from "./use-tree";

interface Props {
  label: string;
  lines: Lines;
  matches: Matches;
  current: number | undefined;
}

/** A value as a tree. One row is active; the arrows move it, open it and close it, and its path stands at the foot. */
export function TreeView({ label, lines, matches, current }: Props) {
  const { tree, rows, at, open, toggle, goTo, activate } = useTree(lines);
  const rowHeight = useMedia("(pointer: coarse), (max-width: 640px)") ? 44 : 22;
  const box = useBox();
  const window = useRowWindow(rows.length, rowHeight, box);
  const id = useId();
  const tokensOf = useMemo(() => createTokenizer(lines), [lines]);
  const active = rows[at];

  const [found, setFound] = useState(current);
  if (found !== current) {
    setFound(current);
    const offset = current === undefined ? undefined : matches.froms[current];
    if (offset !== undefined) goTo(lineAt(lines, offset));
  }
  const { reveal } = window;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another match can be in the row that is active already.
  useEffect(() => reveal(at, "nearest"), [at, current, reveal]);

  const go = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row) activate(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = treeKey(event.key, { tree, rows, at, open, page: window.page });
    if (!step || !active) return;
    event.preventDefault();
    if ("go" in step) go(step.go);
    else toggle(active, step.open);
  };
  const onPress = (row: TreeRow) => {
    activate(row);
    if (canOpen(tree, row)) toggle(row);
  };

  // The active row is drawn wherever it is, for it is what the tree says has the focus.
  const drawn = range(window.first, window.end);
  if (active && (at < window.first || at >= window.end)) drawn.push(at);
  return (
    <>
      <div
        {...window.props}
        role="tree"
        aria-label={label}
        tabIndex={0}
        dir="ltr"
        aria-activedescendant={active ? `${id}-${rowKey(active)}` : undefined}
        onKeyDown={onKeyDown}
        className="mono group relative min-h-0 flex-1 overflow-y-auto overscroll-contain bg-inherit outline-none"
      >
        <div role="presentation" className="relative" style={{ height: window.height }}>
          {drawn.map((index) => {
            const row = rows[index];
            return row ? (
              <div
                key={rowKey(row)}
                role="presentation"
                className={cx("absolute inset-x-0")}
                style={{ top: window.top + (index - window.first) * rowHeight, height: rowHeight }}
              >
                <TreeRowView
                  id={`${id}-${rowKey(row)}`}
                  tree={tree}
                  row={row}
                  tokensOf={tokensOf}
                  open={open.has(rowKey(row))}
                  active={index === at}
                  onPress={() => onPress(row)}
                />
              </div>
            ) : null;
          })}
        </div>
      </div>
      {active ? <TreeFoot tree={tree} row={active} tokensOf={tokensOf} /> : null}
    </>
  );
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
