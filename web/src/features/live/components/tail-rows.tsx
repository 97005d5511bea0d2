import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useCommands } from "@/commands/registry";
import type { LiveMessage } from "@/live/record";
import type { Tail } from "@/live/tail";
import { useEveryMessage } from "@/live/use-live";
import { nameOf } from "@/live/wanted";
import { asCell, asGrid, asGroup, asRow } from "@/shared/grid/roles";
import { useNarrow } from "@/shared/lib/use-media";
import type { Found } from "../lib/filter";
import { missingSince } from "../lib/kept-in";
import { linesOf } from "../lib/lines";
import { useScrolling } from "../lib/use-scrolling";
import { MissingLink } from "./missing-link";
import { TailFoot } from "./tail-foot";
import { TailRow } from "./tail-row";

interface Props {
  tail: Tail;
  found: Found | undefined;
  /** The stream that has what is missing at a note. */
  keptIn?: string | undefined;
  /** The row that is open. */
  open: number | undefined;
  onOpen?: (row: number | undefined, message?: LiveMessage) => void;
  /** It stands beside a page, which has the keys. */
  aside?: boolean;
  /** At the right of the foot. */
  action?: ReactNode;
  /** Stands in place of rows while there are none. */
  empty: ReactNode;
}

const heights = { wide: 25, narrow: 46 };
/** What is spent on looking for what a filter finds, in one frame, ms. */
const search = 6;

/** The messages of a tail, the newest at the foot. */
export function TailRows({ tail, found, keptIn, open, onOpen, aside = false, action, empty }: Props) {
  useEveryMessage(tail);
  const narrow = useNarrow();
  const size = narrow ? heights.narrow : heights.wide;
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(600);
  const [, again] = useState(0);
  const [cursor, setCursor] = useState<number>();
  const id = useId();
  found?.advance(search);
  const left = found?.left ?? 0;
  const lines = linesOf(tail.tape, found);
  const scrolling = useScrolling(scroller, lines, size, room);
  const at = open ?? cursor;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setRoom(element.clientHeight));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (left === 0) return;
    const frame = requestAnimationFrame(() => again((n) => n + 1));
    return () => cancelAnimationFrame(frame);
  });

  const press = (row: number) => {
    const message = tail.tape.at(row)?.message;
    if (!message) return;
    setCursor(row);
    onOpen?.(row, message);
  };
  useRowPresses(scroller, press);
  const go = (row: number | undefined) => {
    if (row === undefined) return;
    setCursor(row);
    const line = lines.lineOf(row);
    if (line !== undefined) scrolling.reveal(line);
    if (open !== undefined) onOpen?.(row, tail.tape.at(row)?.message);
  };
  // From where the cursor is, or from the foot: that is where one looks.
  const step = (by: number) => {
    const here = at === undefined ? undefined : lines.lineOf(at);
    const next = here === undefined ? scrolling.to - 1 : here + by;
    go(lines.rowOf(Math.min(lines.end - 1, Math.max(lines.first, next))));
  };
  const none = lines.end === lines.first ? "Nothing has come" : undefined;
  useCommands(
    aside
      ? []
      : [
          { id: "live.next", title: "Newer message", keys: ["j", "ArrowDown"], run: () => step(1), disabled: none },
          { id: "live.previous", title: "Older message", keys: ["k", "ArrowUp"], run: () => step(-1), disabled: none },
          {
            id: "live.open",
            title: "Open the message",
            keys: "Enter",
            run: () => cursor !== undefined && onOpen?.(cursor, tail.tape.at(cursor)?.message),
            disabled: cursor === undefined ? "No message is chosen yet" : undefined,
          },
          { id: "live.end", title: "Follow", keys: ["f", "End"], run: scrolling.follow },
        ].map((command) => ({ ...command, group: "This page" as const, hidden: command.id !== "live.end" })),
  );

  const rows: ReactNode[] = [];
  for (let line = scrolling.from; line < scrolling.to; line++) {
    const row = lines.rowOf(line);
    const { message, note } = tail.tape.at(row) ?? {};
    rows.push(
      <TailRow
        // By its place: while messages flow every line has another one in every frame, and nothing is to be made anew.
        key={line - scrolling.from}
        id={`${id}${row}`}
        row={row}
        line={line - lines.first + 1}
        height={size}
        narrow={narrow}
        stream={"stream" in tail.wanted}
        message={message}
        note={note}
        missing={
          note && keptIn ? (
            <MissingLink tail={tail} stream={keptIn} since={missingSince(tail.tape, row, note)} />
          ) : undefined
        }
        selected={row === at}
      />,
    );
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        {...asGrid({
          label: `Messages of ${nameOf(tail.wanted)}`,
          busy: false,
          rows: lines.end - lines.first - 1, // there is no head
          columns: 5,
          many: false,
        })}
        {...asFocused(at !== undefined && lines.lineOf(at) !== undefined ? `${id}${at}` : undefined)}
        onScroll={scrolling.onScroll}
        className="relative min-h-0 flex-1 overflow-y-auto -outline-offset-2 [overflow-anchor:none]"
      >
        {none === undefined ? (
          <div {...asGroup} style={{ height: Math.max(scrolling.height, room) }} className="relative">
            <div
              className="absolute inset-x-0"
              style={{ top: Math.max(0, room - scrolling.height) + scrolling.offset }}
            >
              {rows}
            </div>
          </div>
        ) : (
          <div {...asRow(1)} className="pt-2">
            <div {...asCell(1, 5)}>{empty}</div>
          </div>
        )}
      </div>
      <TailFoot
        tail={tail}
        found={found}
        following={scrolling.following}
        behind={lines.end - scrolling.to}
        onFollow={scrolling.follow}
        action={action}
      />
    </div>
  );
}

/** The focus is on the grid; which row it is at is said. */
const asFocused = (row: string | undefined) => ({ tabIndex: 0, "aria-activedescendant": row });

/** Presses on rows, heard by what they are in: a handler in each would be made anew with every message. */
function useRowPresses(scroller: RefObject<HTMLElement | null>, press: (row: number) => void) {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const element = scroller.current;
    const hear = ({ target }: Event) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("[data-row]")?.dataset["row"] : undefined;
      if (row !== undefined) latest.current(Number(row));
    };
    element?.addEventListener("click", hear);
    return () => element?.removeEventListener("click", hear);
  }, [scroller]);
}
