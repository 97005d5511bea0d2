interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The row a key leads to from the one at `index`; undefined for a key that leads nowhere. */
export function rowAfterKey(event: Press, index: number, count: number, page: number): number | undefined {
  const { key } = event;
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey || (mod && key !== "Home" && key !== "End")) return undefined;
  const to = target(key, index, count, page);
  return to === undefined ? undefined : Math.min(Math.max(0, count - 1), Math.max(0, to));
}

function target(key: string, index: number, count: number, page: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "PageDown":
      return index + page;
    case "PageUp":
      return index - page;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
