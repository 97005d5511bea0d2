import { isPattern } from "./subjects";

/** One line of a level of the tree. */
export type KeyNode =
  | { kind: "key"; key: string; label: string }
  /** Keys that go on with the same part: `prefix` ends with the separator. `count` of them were read. */
  | { kind: "folder"; prefix: string; label: string; count: number };

/** The part of a filter that stands for whole levels; undefined when it is a pattern, which makes no levels. */
export function rootOf(filter: string): string | undefined {
  if (isPattern(filter)) return undefined;
  return filter.slice(0, Math.max(filter.lastIndexOf("."), filter.lastIndexOf("/")) + 1);
}

/** The keys that begin with a prefix, by what comes next up to a "." or "/". */
export function levelOf(prefix: string, keys: readonly string[]): KeyNode[] {
  const folders = new Map<string, number>();
  const nodes: KeyNode[] = [];
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const length = key.slice(prefix.length).search(/[./]/) + 1;
    const path = key.slice(0, prefix.length + length);
    // One that ends where the folder does is a key of it with no name left.
    if (length === 0 || path === key) nodes.push({ kind: "key", key, label: key.slice(prefix.length) || key });
    else folders.set(path, (folders.get(path) ?? 0) + 1);
  }
  for (const [path, count] of folders)
    nodes.push({ kind: "folder", prefix: path, label: path.slice(prefix.length), count });
  return nodes.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}
