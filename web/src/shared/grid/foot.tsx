import type { ReactNode } from "react";
import { singleKeys } from "@/commands/use-shortcuts";
import { formatCount } from "@/shared/lib/format";
import { Kbd } from "@/shared/ui/kbd";
import type { Total } from "./props";
import type { RowRange } from "./use-need-more";

interface Props {
  seen: RowRange;
  loaded: number;
  hasMore: boolean;
  loading: boolean;
  total: Total | undefined;
  ticked: number;
  onUntick: () => void;
  sortedBy: string | undefined;
  /** In place of which part of how much is seen. */
  range: ReactNode;
  source: ReactNode;
  /** What the keys do here, or no keys at all. */
  keys: { held: boolean } | undefined;
  narrow: boolean;
}

/** Which part of how much is seen, in which order, from where, and what the keys do. */
export function Foot({ ticked, onUntick, sortedBy, source, keys, narrow, range: own, ...range }: Props) {
  return (
    <div
      className={
        narrow
          ? "flex h-9 shrink-0 items-center gap-2.5 border-line border-t bg-sub px-3 text-fg-3 text-small"
          : "flex h-[30px] shrink-0 items-center gap-2.5 border-line border-t bg-sub pr-2.5 pl-4 text-fg-3 text-small"
      }
    >
      {ticked > 0 ? (
        <>
          <span role="status" className="whitespace-nowrap">
            <b className="text-fg">{formatCount(ticked)}</b> of {totalWords(range)} selected
          </span>
          <button type="button" onClick={onUntick} className="font-medium text-accent max-sm:min-h-11">
            Clear
          </button>
        </>
      ) : own !== undefined ? (
        own
      ) : (
        <span role={range.loading ? "status" : undefined} className="whitespace-nowrap">
          {rangeWords(range)}
        </span>
      )}
      {sortedBy && range.loaded > 0 ? (
        <>
          <span aria-hidden className="h-4 w-px shrink-0 bg-line" />
          <span className="truncate-line">sorted by {sortedBy}</span>
        </>
      ) : null}
      <span className="min-w-0 flex-1" />
      {source && !narrow ? <span className="truncate-line">{source}</span> : null}
      {keys && !narrow ? <Keys {...keys} /> : null}
    </div>
  );
}

function Keys({ held }: { held: boolean }) {
  const single = singleKeys.use() === "on";
  return (
    <span className="hidden shrink-0 items-center gap-2.5 pointer-fine:flex">
      <span className="flex items-center gap-1">
        <Kbd>{single ? "j" : "↓"}</Kbd>
        <Kbd>{single ? "k" : "↑"}</Kbd> move
      </span>
      <span className="flex items-center gap-1">
        <Kbd>↵</Kbd> open
      </span>
      {held ? (
        <span className="flex items-center gap-1">
          <Kbd>Esc</Kbd> close
        </span>
      ) : null}
    </span>
  );
}

type Range = Pick<Props, "seen" | "loaded" | "hasMore" | "loading" | "total">;

function rangeWords(range: Range): string {
  const { seen, loaded, loading } = range;
  if (loading) return "Loading…";
  if (loaded === 0) return "None";
  return `${formatCount(seen.start + 1)}–${formatCount(seen.end)} of ${totalWords(range)}`;
}

function totalWords({ total, loaded, hasMore }: Range): string {
  if (typeof total === "number") return formatCount(total);
  if (total) return `about ${formatCount(total.about)}`;
  return hasMore ? `at least ${formatCount(loaded)}` : formatCount(loaded);
}
