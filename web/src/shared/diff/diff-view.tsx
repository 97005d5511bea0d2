import { type KeyboardEvent, type UIEvent, useEffect } from "react";
import { maxIndent } from "@/payload/rows";
import { lineHeight } from "@/shared/code/code-region";
import { useBox } from "@/shared/code/use-box";
import { useCharacterWidth } from "@/shared/code/use-character-width";
import { useRowWindow } from "@/shared/code/use-row-window";
import { DiffRowView, SameRow } from "./diff-row";
import { shownLength } from "./diff-text";
import type { DiffRows } from "./runs";
import type { Diff } from "./use-diff";

interface Props {
  label: string;
  diff: Diff;
  rows: DiffRows;
  sideBySide: boolean;
  /** The row to bring into view, and how often that was asked for. */
  target: { row: number; asked: number } | undefined;
  onUnfold: (block: number) => void;
  onStep: (by: 1 | -1) => void;
}

/**
 * The rows of a comparison. Numbers and signs stay where they are and the text moves along under the scrollbar, in both
 * columns at once when there are two.
 */
export function DiffView({ label, diff, rows, sideBySide, target, onUnfold, onStep }: Props) {
  const box = useBox();
  const character = useCharacterWidth();
  const window = useRowWindow(rows.count, lineHeight, box);
  const { reveal } = window;
  useEffect(() => {
    if (target) reveal(target.row, "middle");
  }, [target, reveal]);

  const digits = String(Math.max(diff.before.count, diff.after.count)).length;
  const widest = Math.max(columnsOf(diff.before), columnsOf(diff.after)) + digits + 8;
  const room = box.width / (sideBySide ? 2 : 1);
  const beyond = box.width > 0 ? Math.max(0, Math.ceil(widest * character - room)) : 0;
  const onScroll = (event: UIEvent<HTMLElement>) => {
    window.props.onScroll(event);
    event.currentTarget.style.setProperty("--along", `${event.currentTarget.scrollLeft}px`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const step =
      event.key === "n" || (event.key === "F7" && !event.shiftKey)
        ? 1
        : event.key === "p" || event.key === "F7"
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(step);
  };
  const drawn = Array.from({ length: Math.max(0, window.end - window.first) }, (_, i) => window.first + i);
  return (
    <section
      ref={window.props.ref}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
      tabIndex={0}
      dir="ltr"
      className="mono relative min-h-0 flex-1 overflow-auto overscroll-contain bg-inherit leading-[18px] [--along:0px] focus-visible:-outline-offset-2"
    >
      <div className="relative bg-inherit" style={{ height: window.height, width: `calc(100% + ${beyond}px)` }}>
        <div className="sticky left-0 bg-inherit" style={{ width: box.width || "100%" }}>
          <div className="absolute inset-x-0 bg-inherit" style={{ top: window.top }}>
            {drawn.map((index) => {
              const row = rows.at(index);
              return row.kind === "same" && sideBySide ? (
                <SameRow key={index} diff={diff} before={row.before} after={row.after} digits={digits} />
              ) : (
                <DiffRowView key={index} diff={diff} row={row} digits={digits} onUnfold={onUnfold} />
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}

function columnsOf({ longest, deepest }: Diff["before"]): number {
  return Math.min(longest, shownLength + 20) + Math.min(deepest, maxIndent) * 2;
}
