import type { Message } from "@/api/types";
import { previewOf } from "@/payload/preview";
import { CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { titleText, visibleText } from "@/shared/grid/visible-text";
import { formatAgo } from "@/shared/lib/duration";
import { formatBytes, formatCount } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { Quantity } from "@/shared/ui/quantity";
import { Subject } from "@/shared/ui/subject";
import { formatStored } from "../lib/stored-at";

export const messageColumns: readonly Column<Message>[] = [
  {
    id: "sequence",
    title: "Sequence",
    cell: ({ sequence }) => <span className="font-medium">{formatCount(sequence)}</span>,
    width: 112,
    align: "right",
    sort: "desc",
    link: true,
    narrow: "right",
  },
  { id: "time", title: "Time", cell: ({ time }) => <Stored time={time} />, width: 122, narrow: "right-second" },
  { id: "age", title: "Age", cell: ({ time }) => <Age time={time} />, width: 84, optional: true },
  {
    id: "subject",
    title: "Subject",
    cell: ({ subject }) => <SubjectCell subject={subject} />,
    width: { min: 176, grow: 1 },
    narrow: "title",
  },
  {
    id: "size",
    title: "Size",
    cell: ({ size }) => <Quantity of={formatBytes(size)} />,
    width: 78,
    align: "right",
  },
  {
    id: "payload",
    title: "Payload",
    cell: (message) => <PreviewCell message={message} />,
    width: { min: 180, grow: 2.5 },
    narrow: "second",
  },
];

function Stored({ time }: { time: string }) {
  const at = new Date(time);
  const { text, fine } = formatStored(at, new Date());
  return (
    <time dateTime={time} title={formatExact(at)} className="text-fg-2">
      {text}
      <span className="text-fg-3">{fine}</span>
    </time>
  );
}

function Age({ time }: { time: string }) {
  const now = useNow(10_000);
  return <span className="text-fg-2">{formatAgo(Math.max(0, now - Date.parse(time)))}</span>;
}

function SubjectCell({ subject }: { subject: string }) {
  return (
    <bdi title={titleText(subject)} className="block truncate-line text-start">
      <Subject name={visibleText(subject)} />
    </bdi>
  );
}

function PreviewCell({ message }: { message: Message }) {
  const preview = previewOf(message);
  switch (preview.kind) {
    case "empty":
      return <span className="mono text-fg-3">empty</span>;
    case "text":
      return (
        <CellText mono quiet>
          {preview.text}
        </CellText>
      );
    default:
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
