import { useRef } from "react";
import type { Message } from "@/api/types";
import { DataGrid } from "@/shared/grid/data-grid";
import type { GridHandle } from "@/shared/grid/props";
import { addressOf, type Question, turned } from "../lib/question";
import type { Traits } from "../lib/traits";
import type { Messages } from "../lib/use-messages";
import { usePlace } from "../lib/use-place";
import { cursorAt, type Side } from "../lib/window";
import { readWords } from "../lib/words";
import { Arrived } from "./arrived";
import { messageColumns } from "./columns";
import { ListFoot } from "./list-foot";
import { lineOf, moreProblemOf, unreadable } from "./list-notices";
import { MessageToolbar } from "./message-toolbar";
import { NoRows } from "./no-rows";

interface Props {
  stream: string;
  question: Question;
  onQuestion: (question: Question) => void;
  messages: Messages;
  traits: Traits | undefined;
  open: number | undefined;
  onOpen: (sequence: number | undefined) => void;
  /** The message at the top is another one; undefined for the one that the question leads to. */
  onTop: (sequence: number | undefined) => void;
  /** Where a row leads in a tab of its own. */
  href: (sequence: number) => string;
  onExport: () => void;
}

const end = { kind: "last" } as const;
const keyOf = ({ sequence }: Message) => String(sequence);

/** The messages of a stream, read on in both directions as far as there are any. */
export function MessageList(props: Props) {
  const { stream, question, onQuestion, messages, traits, open, onOpen, onTop, href, onExport } = props;
  const { state, reader } = messages;
  const { window, facts, reading, problem } = state;
  const { edges, onSeen } = usePlace(state, onTop);
  const grid = useRef<GridHandle>(undefined);
  const move = async (side: Side) => {
    if (!reading && (side === "before" ? edges.top : edges.bottom)) await reader.more(side);
    requestAnimationFrame(() => grid.current?.page(side === "before" ? -1 : 1));
  };
  const showNew = async () => {
    const { from, direction } = question;
    if (direction === "newer" && cursorAt(window, "after") === undefined) await reader.newer();
    else if (from.kind !== "last" || direction === "newer") onQuestion({ ...question, from: end, direction: "older" });
    else {
      await reader.begin();
      requestAnimationFrame(() => grid.current?.top());
    }
  };
  const arrived = facts ? (
    <Arrived
      stream={stream}
      subject={question.subject}
      known={state.known}
      slow={facts.method === "get"}
      onShow={() => void showNew()}
    />
  ) : null;
  const searching = state.progress !== undefined;
  const earlier = cursorAt(window, "before") !== undefined && !reading && !searching && problem?.side !== "before";
  return (
    <DataGrid<Message>
      name="messages"
      label={`Messages of ${stream}`}
      columns={messageColumns}
      rows={window.rows}
      rowKey={keyOf}
      query={JSON.stringify(addressOf(question))}
      start={window.start}
      total={{ about: window.rows.length }}
      sort={{ by: "sequence", desc: question.direction === "older" }}
      onSort={() => onQuestion(turned(question))}
      selected={open === undefined ? undefined : String(open)}
      onSelect={(key) => onOpen(key === undefined ? undefined : Number(key))}
      href={({ sequence }) => href(sequence)}
      handle={grid}
      onSeen={onSeen}
      loading={reading === "all" && window.rows.length === 0}
      problem={unreadable(stream, messages)}
      nothing={<NoRows {...{ stream, state, question, traits, reader, onQuestion }} />}
      notice={lineOf(messages, question)}
      hasMore={cursorAt(window, "after") !== undefined}
      loadingMore={reading !== undefined}
      moreProblem={moreProblemOf(messages)}
      onNeedMore={() => void reader.more("after")}
      onNeedEarlier={earlier ? () => void reader.more("before") : undefined}
      toolbar={<MessageToolbar {...{ stream, question, onQuestion, onExport }} ends={facts} />}
      range={<ListFoot {...{ state, question, edges, arrived }} onMove={(side) => void move(side)} />}
      source={
        facts ? (
          <span className="flex min-w-0 items-center gap-2.5">
            <span className="truncate-line" title={readWords(facts, traits)}>
              {readWords(facts, traits)}
            </span>
            {arrived}
          </span>
        ) : null
      }
    />
  );
}
