/** The row of a tree that a key leads to (ARIA Authoring Practices); undefined when it leads nowhere. */
export function rowAfter(key: string, rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return rows[at + 1];
    case "ArrowUp":
      return rows[Math.max(0, at - 1)];
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    case "ArrowRight":
      return row?.getAttribute("aria-expanded") === "true" ? rows[at + 1] : undefined;
    case "ArrowLeft":
      return row?.getAttribute("aria-expanded") === "true" ? undefined : parentOf(rows, at);
    default:
      return undefined;
  }
}

/** Whether a key opens, closes or chooses the row that it is pressed on. */
export function presses(key: string, row: HTMLElement | undefined): boolean {
  const open = row?.getAttribute("aria-expanded");
  return (
    key === "Enter" ||
    key === " " ||
    (key === "ArrowRight" && open === "false") ||
    (key === "ArrowLeft" && open === "true")
  );
}

const levelAt = (row: HTMLElement | undefined) => Number(row?.getAttribute("aria-level") ?? 1);

function parentOf(rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const level = levelAt(rows[at]);
  return rows.slice(0, at).findLast((row) => levelAt(row) < level);
}
