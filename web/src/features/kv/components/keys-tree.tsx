import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { KeysReading } from "../api/keys";
import { rootOf } from "../lib/key-tree";
import { type KeySearch, queryOf } from "../lib/search";
import { presses, rowAfter } from "../lib/tree-keys";
import { KeysLevel, type TreeContext } from "./keys-level";

interface Props {
  bucket: string;
  /** What the filter lets through. */
  reading: KeysReading;
  search: KeySearch;
  onSelect: (key: string) => void;
}

/** The keys of a bucket as a tree. A folder asks for what is in it when it is opened. */
export function KeysTree({ bucket, reading, search, onSelect }: Props) {
  const { filter, deleted } = queryOf(search);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = () => Array.from(box.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []);
  const go = (row: HTMLElement | undefined) => {
    if (!row) return;
    setActive(row.id);
    row.scrollIntoView?.({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = rows();
    const at = Math.max(
      0,
      all.findIndex((row) => row.id === active),
    );
    const press = presses(event.key, all[at]);
    const next = press ? all[at] : rowAfter(event.key, all, at);
    if (!next) return;
    event.preventDefault();
    if (press) next.click();
    else go(next);
  };
  const tree: TreeContext = {
    id,
    bucket,
    deleted,
    active,
    selected: search.key,
    open,
    onPress: setActive,
    onSelect,
    onToggle: (prefix) => {
      const next = new Set(open);
      if (!next.delete(prefix)) next.add(prefix);
      setOpen(next);
    },
  };
  return (
    <div
      ref={box}
      role="tree"
      aria-label={`Keys of ${bucket}`}
      tabIndex={0}
      aria-activedescendant={active}
      onFocus={() => {
        const all = rows();
        if (!all.some((row) => row.id === active)) go(all[0]);
      }}
      onKeyDown={onKeyDown}
      className="group min-h-0 flex-1 overflow-y-auto py-1 outline-none"
    >
      <KeysLevel tree={tree} prefix={rootOf(filter)} level={1} reading={reading} />
    </div>
  );
}
