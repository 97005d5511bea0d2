import { Cable, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { LiveMessage } from "@/live/record";
import type { Note } from "@/live/tape";
import { type Preview, previewOfBytes } from "@/payload/preview";
import { asCell, asRow } from "@/shared/grid/roles";
import { titleText, visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { formatBytes, formatCount } from "@/shared/lib/format";
import { formatClock, formatExact } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";
import { Subject } from "@/shared/ui/subject";
import { noteWords } from "../lib/words";

interface Props {
  id: string;
  row: number;
  /** As a screen reader counts it. */
  line: number;
  height: number;
  narrow: boolean;
  /** A stream's messages have their sequence. */
  stream: boolean;
  message: LiveMessage | undefined;
  note: Note | undefined;
  /** Leads to what is missing at a note. */
  missing: ReactNode;
  selected: boolean;
}

const wide = "grid-cols-[112px_minmax(120px,1fr)_64px_minmax(0,2.4fr)]";
const wideStream = "grid-cols-[104px_112px_minmax(120px,1fr)_64px_minmax(0,2.4fr)]";
const narrowLook = "grid-cols-[minmax(0,1fr)_auto_auto] grid-rows-[18px_18px] content-center gap-y-0 px-3";

/** One line of a tail: a message, or what stands between two. */
export function TailRow({ id, row, line, height, narrow, stream, message, note, missing, selected }: Props) {
  if (note) return <NoteRow {...{ id, line, height, note, missing, stream }} />;
  if (!message) return <div {...asRow(line)} id={id} style={{ height }} />;
  return (
    // What happens in it, the tail hears.
    <div
      {...asRow(line, { selected, current: false })}
      id={id}
      data-row={row}
      style={{ height }}
      className={cx(
        "grid cursor-default items-center gap-x-2.5 border-line-faint border-b contain-strict",
        narrow ? narrowLook : cx("px-4", stream ? wideStream : wide),
        selected ? "bg-accent-tint shadow-[inset_2px_0_0_var(--accent)]" : "hover:bg-hover",
      )}
    >
      {stream && !narrow ? (
        <span {...asCell(1)} className="text-right font-medium">
          {formatCount(message.sequence)}
        </span>
      ) : null}
      {narrow ? null : <TimeCell message={message} />}
      <span {...asCell(3)} className="min-w-0">
        <bdi title={titleText(message.subject)} className="block truncate-line text-start">
          <Subject name={visibleText(message.subject)} />
        </bdi>
      </span>
      <span {...asCell(4)} className="text-right text-small">
        <Quantity of={formatBytes(message.size)} />
      </span>
      {narrow ? <TimeCell message={message} /> : null}
      <span {...asCell(5)} className={cx("min-w-0", narrow && "col-span-full")}>
        <PreviewText preview={previewOfBytes(message.data)} cut={message.size > 0 && message.data.length === 0} />
      </span>
    </div>
  );
}

function TimeCell({ message }: { message: LiveMessage }) {
  const at = new Date(message.time);
  const ms = String(at.getUTCMilliseconds()).padStart(3, "0");
  const micros = String(Math.floor(message.nanos / 1000)).padStart(3, "0");
  const clock = formatClock(at);
  return (
    <span {...asCell(2)} title={formatExact(at)} className="whitespace-nowrap text-fg-3 text-small">
      {clock.slice(0, 6)}
      <span className="text-fg-2">
        {clock.slice(6)}.{ms}
      </span>
      <span className="ml-0.5 max-md:hidden">{micros}</span>
    </span>
  );
}

function PreviewText({ preview, cut }: { preview: Preview; cut: boolean }) {
  if (cut) return <span className="text-fg-3">too long to be shown here</span>;
  switch (preview.kind) {
    case "empty":
      return <span className="mono text-fg-3">empty</span>;
    case "text":
      return <bdi className="mono block truncate-line text-start text-fg-2">{visibleText(preview.text)}</bdi>;
    case "bytes":
      return (
        <span className="flex min-w-0 items-center gap-2">
          <span className="shrink-0 rounded-1 border border-line px-1 text-fg-2 text-micro leading-4">
            {preview.mark}
          </span>
          <span className="mono truncate-line text-fg-2">{preview.hex}</span>
        </span>
      );
  }
}

interface NoteProps extends Pick<Props, "id" | "line" | "height" | "missing" | "stream"> {
  note: Note;
}

function NoteRow({ id, line, height, note, missing, stream }: NoteProps) {
  const { fact, means } = noteWords(note, stream);
  const lost = note.kind === "dropped";
  const Icon = lost ? TriangleAlert : Cable;
  return (
    <div
      {...asRow(line)}
      id={id}
      style={{ height }}
      className={cx(
        "flex items-center gap-2 border-y px-4 text-small contain-strict max-md:px-3",
        lost ? "border-warn-line bg-warn-tint" : "border-line bg-sub",
      )}
    >
      <Icon aria-hidden size={13} strokeWidth={2} className={lost ? "text-warn" : "text-fg-3"} />
      <span {...asCell(1, 4)} className="truncate-line">
        <b className="font-medium">{fact}</b> <span className="text-fg-2 max-md:hidden">{means}</span>
      </span>
      {missing ? (
        <span {...asCell(5)} className="ml-auto flex">
          {missing}
        </span>
      ) : null}
    </div>
  );
}
