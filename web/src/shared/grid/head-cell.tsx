import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "@/shared/lib/cx";
import type { Column, Sort } from "./column";
import { asHead } from "./roles";
import type { Edge } from "./use-resize";

interface Props {
  column: Pick<Column<never>, "id" | "title" | "short">;
  line: number;
  track: number | undefined;
  right: boolean;
  sorted: Sort | undefined;
  /** Tab comes here. */
  stop: boolean;
  onFocus: () => void;
  /** Undefined where the server does not sort by it. */
  onSort: ((id: string) => void) | undefined;
  edge: Edge | undefined;
}

/** The head of a column: a button when the server sorts by it, and an edge to drag. */
export function HeadCell({ column, line, track, right, sorted, stop, onFocus, onSort, edge }: Props) {
  const focus = {
    "data-head": column.id,
    tabIndex: stop ? 0 : -1,
    onFocus,
    "aria-keyshortcuts": edge
      ? "Shift+ArrowLeft Shift+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
      : undefined,
  };
  return (
    <div
      {...asHead(line, sorted)}
      title={column.short ? column.title : undefined}
      style={track === undefined ? undefined : { gridColumn: track }}
      className={cx("group/head relative flex min-w-0 font-medium text-micro", sorted ? "text-fg" : "text-fg-3")}
      {...(onSort ? {} : focus)}
    >
      {onSort ? (
        <button
          type="button"
          onClick={() => onSort(column.id)}
          {...focus}
          className={cx(
            "flex min-w-0 flex-1 items-center gap-[3px] -outline-offset-2 hover:text-fg",
            // 44 px for a finger: what the line lacks is borrowed from the one under it.
            track !== undefined && "relative after:absolute after:inset-x-0 after:top-0 after:-bottom-2",
            track === undefined && padding,
            right && "justify-end",
          )}
        >
          <Title column={column} />
          {sorted ? <Arrow desc={sorted.desc} /> : null}
        </button>
      ) : (
        <span
          className={cx("flex min-w-0 flex-1 items-center", track === undefined && padding, right && "justify-end")}
        >
          <Title column={column} />
        </span>
      )}
      {edge ? (
        <span
          aria-hidden
          data-edge
          {...edge}
          className="absolute inset-y-0 -right-1 z-1 group-last/head:right-0 flex w-2 cursor-col-resize touch-none justify-center before:w-px before:bg-transparent hover:before:bg-edge active:before:bg-accent group-hover/head:before:bg-line-strong"
        />
      ) : null}
    </div>
  );
}

const padding = "px-cell group-first/head:pl-4 group-last/head:pr-4";

function Title({ column: { title, short } }: { column: Props["column"] }) {
  if (!short) return <span className="truncate-line">{title}</span>;
  return (
    <>
      <span aria-hidden className="truncate-line">
        {short}
      </span>
      <span className="sr-only">{title}</span>
    </>
  );
}

function Arrow({ desc }: { desc: boolean }) {
  const Icon = desc ? ArrowDown : ArrowUp;
  return <Icon aria-hidden size={11} strokeWidth={2} className="shrink-0" />;
}
