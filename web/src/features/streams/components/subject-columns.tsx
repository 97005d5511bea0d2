import { CellCount } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatPercent } from "@/shared/lib/format";
import { Meter } from "@/shared/ui/meter";
import { Subject } from "@/shared/ui/subject";

/** A subject that has messages, and which part of the stream's they are. */
export interface SubjectRow {
  subject: string;
  messages: number;
  /** 0 to 1; undefined as long as the whole is not known. */
  share: number | undefined;
}

/** The columns of the subjects of a stream. The ids of those that sort are the API's words. */
export const subjectColumns: readonly Column<SubjectRow>[] = [
  {
    id: "name",
    title: "Subject",
    cell: ({ subject }) => (
      <span title={subject} className="block truncate-line">
        <Subject name={subject} />
      </span>
    ),
    width: { min: 160 },
    sort: "asc",
    link: true,
  },
  {
    id: "messages",
    title: "Messages",
    cell: ({ messages }) => <CellCount>{messages}</CellCount>,
    width: 110,
    align: "right",
    sort: "desc",
    narrow: "right",
  },
  {
    id: "share",
    title: "Share of all messages",
    short: "Share",
    cell: ({ share }) => <Share of={share} />,
    width: { min: 180 },
    narrow: "right-second",
  },
];

function Share({ of }: { of: number | undefined }) {
  if (of === undefined) return <CellCount>{undefined}</CellCount>;
  return (
    <span className="flex items-center gap-2">
      <span className="w-full min-w-7 max-w-80">
        <Meter value={of} />
      </span>
      <span className="w-9 shrink-0 text-right text-fg-3 text-small">{formatPercent(of)}</span>
    </span>
  );
}
