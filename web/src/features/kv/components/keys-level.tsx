import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { problemText } from "@/api/problem-text";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { cx } from "@/shared/lib/cx";
import { formatCount, plural } from "@/shared/lib/format";
import { type KeysReading, useKeys } from "../api/keys";
import { type KeyNode, levelOf } from "../lib/key-tree";

export interface TreeContext {
  id: string;
  bucket: string;
  /** Keys that are deleted are in it as well. */
  deleted: boolean;
  /** The row that the keyboard is at. */
  active: string | undefined;
  /** The key that is open beside it. */
  selected: string | undefined;
  open: ReadonlySet<string>;
  onPress: (row: string) => void;
  onSelect: (key: string) => void;
  onToggle: (prefix: string) => void;
}

interface LevelProps {
  tree: TreeContext;
  /** What its keys begin with; undefined for keys that are not in levels. */
  prefix: string | undefined;
  level: number;
  reading: KeysReading;
}

/** What is in one folder, as far as it was read. */
export function KeysLevel({ tree, prefix, level, reading }: LevelProps) {
  const { data, more, error } = reading;
  const nodes = useMemo(() => {
    const keys = data?.flatMap((page) => page.keys.map(({ key }) => key)) ?? [];
    if (prefix !== undefined) return levelOf(prefix, keys);
    return keys.map((key): KeyNode => ({ kind: "key", key, label: key }));
  }, [data, prefix]);
  const whole = data !== undefined && !more.has && !data.at(-1)?.partial;
  const at = prefix ?? "";
  if (!data) {
    const words = error ? problemText("", error).detail : "Reading…";
    return <Row tree={tree} id={`rest ${at}`} level={level} label={words} onPress={reading.refresh} quiet />;
  }
  return (
    <>
      {nodes.map((node) =>
        node.kind === "folder" ? (
          <Folder key={`folder ${node.prefix}`} tree={tree} node={node} level={level} whole={whole} />
        ) : (
          <Row
            key={`key ${node.key}`}
            tree={tree}
            id={`key ${node.key}`}
            level={level}
            label={node.label}
            selected={tree.selected === node.key}
            onPress={() => tree.onSelect(node.key)}
          />
        ),
      )}
      {whole ? (
        nodes.length === 0 ? (
          <Row tree={tree} id={`rest ${at}`} level={level} label="No keys" onPress={reading.refresh} quiet />
        ) : null
      ) : (
        <Row tree={tree} id={`rest ${at}`} level={level} label={restWords(reading)} onPress={more.load} quiet />
      )}
    </>
  );
}

function restWords({ data, more }: KeysReading): string {
  if (more.loading) return "Reading more…";
  if (more.error) return `${problemText("", more.error).detail} Try again`;
  const shown = data?.reduce((sum, page) => sum + page.keys.length, 0) ?? 0;
  if (data?.at(-1)?.partial) return `${formatCount(shown)} keys found, not all looked at: go on`;
  return `${formatCount(shown)} keys read: more`;
}

interface FolderProps {
  tree: TreeContext;
  node: Extract<KeyNode, { kind: "folder" }>;
  level: number;
  /** Everything beside it was read, so its count is no lower bound. */
  whole: boolean;
}

function Folder({ tree, node: { prefix, label, count }, level, whole }: FolderProps) {
  const open = tree.open.has(prefix);
  return (
    <>
      <Row
        tree={tree}
        id={`folder ${prefix}`}
        level={level}
        label={label}
        count={whole ? formatCount(count) : `${formatCount(count)}+`}
        countWords={whole ? plural(count, "key") : `at least ${plural(count, "key")}`}
        open={open}
        onPress={() => tree.onToggle(prefix)}
      />
      {open ? (
        // biome-ignore lint/a11y/useSemanticElements: a group of a tree is no fieldset.
        <div role="group">
          <OpenFolder tree={tree} prefix={prefix} level={level + 1} />
        </div>
      ) : null}
    </>
  );
}

function OpenFolder({ tree, prefix, level }: { tree: TreeContext; prefix: string; level: number }) {
  const reading = useKeys(tree.bucket, { filter: prefix, sort: undefined, deleted: tree.deleted });
  return <KeysLevel tree={tree} prefix={prefix} level={level} reading={reading} />;
}

interface RowProps {
  tree: TreeContext;
  id: string;
  level: number;
  label: string;
  count?: string;
  countWords?: string;
  /** A folder: whether it is open. */
  open?: boolean;
  selected?: boolean;
  /** It is about keys, and none itself. */
  quiet?: boolean;
  onPress: () => void;
}

/** Rows are indented up to here. */
const deepest = 12;

function Row({ tree, level, label, count, countWords, open, selected = false, quiet = false, ...rest }: RowProps) {
  const id = `${tree.id}-${encodeURIComponent(rest.id)}`;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus and the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: and points at its active row with aria-activedescendant.
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-selected={selected}
      aria-expanded={open}
      aria-label={countWords ? `${label}, ${countWords}` : undefined}
      onClick={() => {
        tree.onPress(id);
        rest.onPress();
      }}
      className={cx(
        "flex h-[25px] cursor-pointer items-center gap-1 pr-3 max-sm:h-11",
        selected ? "bg-accent-tint shadow-[inset_2px_0_0_var(--accent)]" : "hover:bg-hover",
        tree.active === id &&
          "group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-focus",
      )}
      style={{ paddingLeft: 8 + Math.min(level - 1, deepest) * 14 }}
    >
      {open === undefined ? (
        <span className="w-3 shrink-0" />
      ) : (
        <Chevron aria-hidden size={12} strokeWidth={2} className="shrink-0 text-fg-3" />
      )}
      <span className={cx("truncate-line flex-1", quiet ? "text-fg-2 text-small" : "mono")}>
        {quiet ? label : <Parts parts={visibleText(label)} />}
      </span>
      {count ? <span className="shrink-0 text-fg-3 text-small">{count}</span> : null}
    </div>
  );
}
