import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { type Branch, treeOf } from "@/live/subjects";
import type { Tail } from "@/live/tail";
import { useTail } from "@/live/use-live";
import { visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { formatCompact, formatCount } from "@/shared/lib/format";
import { Meter } from "@/shared/ui/meter";
import { ScrollRegion } from "@/shared/ui/scroll-region";

interface Props {
  tail: Tail;
  /** A message is open beside it, so it only stays where there is much room. */
  crowded: boolean;
  /** Shows only the messages below a subject. */
  onSubject: (path: string) => void;
}

/** Branches that are shown of one; the rest is said. */
const most = 200;
/** So deep it is open by itself, where there are not more branches than this. */
const [opened, wide] = [2, 24];

/** The subjects that came, as a tree by their tokens, with how often they come. */
export function SubjectTree({ tail, crowded, onSubject }: Props) {
  const { subjects, beat } = useTail(tail);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts change with every beat.
  const tree = useMemo(() => treeOf(subjects.list()), [subjects, beat]);
  // Those that are not as they are by themselves.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const highest = Math.max(1, ...tree.map(({ rate }) => rate));
  const toggle = (path: string) => {
    const next = new Set(turned);
    if (!next.delete(path)) next.add(path);
    setTurned(next);
  };
  return (
    <section
      aria-label="Subjects"
      className={cx(
        "flex w-[204px] shrink-0 flex-col border-line border-r bg-sub xl:w-[256px]",
        crowded ? "max-[1680px]:hidden" : "max-lg:hidden",
      )}
    >
      <div className="flex h-7 shrink-0 items-center gap-2 border-line border-b pr-3 pl-4 text-fg-3 text-small">
        <h2 className="font-medium text-fg-2">Subjects</h2>
        <span>{formatCount(subjects.size)}</span>
        <span className="flex-1" />
        per second
      </div>
      <ScrollRegion label="Subjects that came" className="min-h-0 flex-1 overflow-y-auto py-1">
        <ul>
          {tree.slice(0, most).map((branch) => (
            <Line key={branch.path} {...{ branch, highest, turned, toggle, onSubject }} depth={0} />
          ))}
        </ul>
        <Rest of={tree.length} depth={0} />
        {subjects.others > 0 ? (
          <p className="px-4 py-1 text-fg-3 text-small">
            {formatCount(subjects.others)} messages of further subjects are not told apart.
          </p>
        ) : null}
      </ScrollRegion>
    </section>
  );
}

interface LineProps {
  branch: Branch;
  depth: number;
  highest: number;
  turned: ReadonlySet<string>;
  toggle: (path: string) => void;
  onSubject: (path: string) => void;
}

function Line({ branch, depth, highest, turned, toggle, onSubject }: LineProps) {
  const { path, token, total, rate, branches } = branch;
  const open = (depth < opened && branches.length <= wide) !== turned.has(path);
  const name = visibleText(token, 60) || "(empty)";
  return (
    <li>
      <div
        className="grid h-[25px] grid-cols-[minmax(0,1fr)_36px_38px] items-center gap-2 pr-3"
        style={{ paddingLeft: 6 + Math.min(depth, 8) * 14 }}
      >
        <span className="flex min-w-0 items-center">
          {branches.length > 0 ? (
            <button
              type="button"
              aria-expanded={open}
              aria-label={`${open ? "Fold" : "Unfold"} ${name}`}
              onClick={() => toggle(path)}
              className="inline-flex size-6 shrink-0 items-center justify-center rounded-1 text-fg-3 hover:bg-press"
            >
              <ChevronRight
                aria-hidden
                size={12}
                className={cx("transition-transform duration-(--fast)", open && "rotate-90")}
              />
            </button>
          ) : (
            <span className="w-6 shrink-0" />
          )}
          <button
            type="button"
            onClick={() => onSubject(path)}
            title={`Show only ${visibleText(path)}`}
            className="mono truncate-line rounded-1 text-start hover:text-accent"
          >
            <bdi>{name}</bdi>
          </button>
        </span>
        <Meter value={rate / highest} tone="live" />
        <span className={cx("text-right", rate === 0 && "text-fg-3")} title={`${formatCount(total)} in all`}>
          {formatCompact(rate)}
        </span>
      </div>
      {open && branches.length > 0 ? (
        <ul>
          {branches.slice(0, most).map((below) => (
            <Line key={below.path} {...{ highest, turned, toggle, onSubject }} branch={below} depth={depth + 1} />
          ))}
          <Rest of={branches.length} depth={depth + 1} />
        </ul>
      ) : null}
    </li>
  );
}

function Rest({ of, depth }: { of: number; depth: number }) {
  if (of <= most) return null;
  return (
    <p className="py-1 text-fg-3 text-small" style={{ paddingLeft: 28 + Math.min(depth, 8) * 14 }}>
      and {formatCount(of - most)} more
    </p>
  );
}
