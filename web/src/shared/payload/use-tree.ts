import { useMemo, useState } from "react";
import type { Lines } from "@/payload/lines";
import { openAtFirst, rowKey, rowsAround, Tree, type TreeRow, visibleRows } from "@/payload/tree";

/** A value as a tree of which some rows are open and one is active. */
export function useTree(lines: Lines) {
  const tree = useMemo(() => new Tree(lines), [lines]);
  const [open, setOpen] = useState(() => openAtFirst(tree));
  const [active, setActive] = useState("0");
  const rows = useMemo(() => visibleRows(tree, open), [tree, open]);
  const at = Math.max(
    0,
    rows.findIndex((row) => rowKey(row) === active),
  );

  const toggle = (row: TreeRow, wanted = !open.has(rowKey(row))) => {
    setOpen((old) => {
      const next = new Set(old);
      if (wanted) next.add(rowKey(row));
      else next.delete(rowKey(row));
      return next;
    });
  };
  /** Opens whatever a line is in, and goes to it. */
  const goTo = (line: number) => {
    const opener = tree.opener(line);
    setOpen((old) => new Set([...old, ...rowsAround(tree, opener)]));
    setActive(String(opener));
  };
  return { tree, rows, at, open, toggle, goTo, activate: (row: TreeRow) => setActive(rowKey(row)) };
}

export const canOpen = (tree: Tree, row: TreeRow) => row.kind === "range" || tree.opens(row.line);

/** What a key does in a tree (ARIA Authoring Practices): the row to go to, or whether to open or close this one. */
export function treeKey(
  key: string,
  {
    tree,
    rows,
    at,
    open,
    page,
  }: { tree: Tree; rows: readonly TreeRow[]; at: number; open: ReadonlySet<string>; page: number },
): { go: number } | { open: boolean } | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const opens = canOpen(tree, row);
  const isOpen = opens && open.has(rowKey(row));
  switch (key) {
    case "ArrowDown":
      return { go: at + 1 };
    case "ArrowUp":
      return { go: at - 1 };
    case "PageDown":
      return { go: at + page };
    case "PageUp":
      return { go: at - page };
    case "Home":
      return { go: 0 };
    case "End":
      return { go: rows.length - 1 };
    case "ArrowRight":
      if (isOpen) return { go: at + 1 };
      return opens ? { open: true } : undefined;
    case "ArrowLeft":
      return isOpen ? { open: false } : { go: parentAt(rows, at) };
    case "Enter":
    case " ":
      return opens ? { open: !isOpen } : undefined;
    default:
      return undefined;
  }
}

/** The row above that this one is in; itself when it is at the top. */
function parentAt(rows: readonly TreeRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let above = at - 1; above >= 0; above--) if ((rows[above]?.level ?? 0) < level) return above;
  return at;
}
