import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useCommands } from "@/commands/registry";
import { useGrid } from "@/shared/grid/grid-context";
import { cx } from "@/shared/lib/cx";
import { Button } from "@/shared/ui/button";
import type { Direction, Question } from "../lib/question";
import type { State } from "../lib/reader";
import type { Edges } from "../lib/use-place";
import { cursorAt, type Side } from "../lib/window";
import { countWords } from "../lib/words";

interface Props {
  state: State;
  question: Question;
  edges: Edges;
  /** How many are new. On a phone it stands here, where the rest of the foot is not. */
  arrived: ReactNode;
  /** Goes a screenful on at one end, reading more where that is needed. */
  onMove: (side: Side) => void;
}

/** At the left of the foot: on and back, and how many there are. */
export function ListFoot({ state, question: { direction, subject }, edges, arrived, onMove }: Props) {
  const { narrow } = useGrid();
  const older: Side = direction === "older" ? "after" : "before";
  const newer: Side = direction === "older" ? "before" : "after";
  const ended = (side: Side) =>
    (side === "before" ? edges.top : edges.bottom) && cursorAt(state.window, side) === undefined;
  const move = (side: Side, way: Direction) => ({
    way,
    down: side === "after",
    ended: ended(side) || state.window.rows.length === 0,
    busy: state.reading === side,
    onClick: () => onMove(side),
  });
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Move {...move(older, "older")} />
      <Move {...move(newer, "newer")} />
      {state.facts ? (
        <>
          <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
          <span role="status" className="truncate-line">
            {countWords(state.facts, subject !== "")}
          </span>
        </>
      ) : null}
      {narrow ? arrived : null}
    </span>
  );
}

interface MoveProps {
  way: Direction;
  down: boolean;
  ended: boolean;
  busy: boolean;
  onClick: () => void;
}

const words = { older: { title: "Older", keys: "[" }, newer: { title: "Newer", keys: "]" } };

function Move({ way, down, ended, busy, onClick }: MoveProps) {
  const { title, keys } = words[way];
  useCommands([
    {
      id: `messages.${way}`,
      title: `${title} messages`,
      group: "This page",
      keys,
      icon: down ? ArrowDown : ArrowUp,
      run: onClick,
      disabled: ended ? `There are no ${way} ones` : undefined,
    },
  ]);
  return (
    <Button
      look="quiet"
      size="sm"
      icon={down ? ArrowDown : ArrowUp}
      disabled={ended}
      aria-busy={busy || undefined}
      onClick={onClick}
      className={cx("px-1.5", ended && "border-transparent")}
    >
      {title}
    </Button>
  );
}
