import { Sparkline } from "@/shared/charts/sparkline";
import { CellCount, CellName, CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatIdle } from "@/shared/lib/duration";
import { formatBytes, formatRate } from "@/shared/lib/format";
import { formatExact, formatMoment } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";
import { Subject } from "@/shared/ui/subject";
import { healthLooks } from "../lib/health";
import { kindLooks } from "../lib/kinds";
import type { StreamRow } from "../lib/rows";
import { retentionWords, storageWords } from "../lib/words";
import { Full } from "./full";

/** The columns of the list of streams. The ids of those that sort are the API's words. */
export const streamColumns: readonly Column<StreamRow>[] = [
  {
    id: "name",
    title: "Name",
    icon: ({ kind }) => kindLooks[kind],
    cell: (stream) => <Name {...stream} />,
    width: { min: 150 },
    sort: "asc",
  },
  {
    id: "subjects",
    title: "Subjects",
    cell: (stream) => <Subjects {...stream} />,
    width: { min: 130 },
    narrow: "second",
  },
  {
    id: "messages",
    title: "Messages",
    cell: ({ messages }) => <CellCount>{messages}</CellCount>,
    width: 98,
    align: "right",
    sort: "desc",
    narrow: "right",
  },
  {
    id: "bytes",
    title: "Size",
    cell: ({ bytes }) =>
      bytes === 0 ? <span className="text-fg-3">empty</span> : <Quantity of={formatBytes(bytes)} />,
    width: 78,
    align: "right",
    sort: "desc",
    narrow: "right-second",
  },
  {
    id: "full",
    title: "Share of its limit",
    short: "Of limit",
    cell: ({ full }) => <Full of={full} />,
    width: 74,
    sort: "desc",
    narrow: "right-second",
  },
  {
    id: "rate",
    title: "Messages stored per second",
    short: "Rate",
    cell: ({ rate }) => (rate ? <Quantity of={formatRate(rate)} /> : <CellCount>{rate}</CellCount>),
    width: 66,
    align: "right",
    narrow: "right",
  },
  {
    id: "trend",
    title: "Rate since this page was opened",
    short: "Trend",
    cell: ({ trend }) => <Sparkline values={trend} />,
    width: 58,
  },
  { id: "last", title: "Last message", short: "Last", cell: lastMessage, width: 56, align: "right", sort: "desc" },
  {
    id: "consumers",
    title: "Consumers",
    short: "Cons.",
    cell: ({ consumers }) => <CellCount>{consumers}</CellCount>,
    width: 66,
    align: "right",
    sort: "desc",
  },
  { id: "kind", title: "Kind", cell: ({ kind }) => kindLooks[kind].word, width: 120, optional: true },
  { id: "health", title: "Health", cell: ({ health }) => healthLooks[health].word, width: 110, optional: true },
  { id: "storage", title: "Storage", cell: ({ storage }) => storageWords[storage], width: 78, optional: true },
  {
    id: "retention",
    title: "Retention",
    cell: ({ retention }) => retentionWords[retention],
    width: 92,
    optional: true,
  },
  {
    id: "replicas",
    title: "Replicas",
    short: "Repl.",
    cell: ({ replicas }) => <CellCount>{replicas}</CellCount>,
    width: 58,
    align: "right",
    optional: true,
  },
  {
    id: "leader",
    title: "Leader",
    cell: ({ leader }) => (leader ? <CellText mono>{leader}</CellText> : <CellCount>{undefined}</CellCount>),
    width: 110,
    optional: true,
  },
  {
    id: "subjects-total",
    title: "Subjects with messages",
    short: "With msgs.",
    cell: ({ subjects_total }) => <CellCount>{subjects_total}</CellCount>,
    width: 92,
    align: "right",
    optional: true,
  },
  {
    id: "created",
    title: "Made",
    cell: ({ created, at }) => (
      <time dateTime={created} title={formatExact(new Date(created))} className="text-fg-2">
        {formatMoment(new Date(created), new Date(at))}
      </time>
    ),
    width: 130,
    optional: true,
  },
  {
    id: "description",
    title: "Description",
    cell: ({ description = "" }) => <CellText quiet>{description}</CellText>,
    width: { min: 160 },
    optional: true,
  },
];

/** The name, and behind it a mark when something is wrong with the stream. */
function Name({ name, health }: StreamRow) {
  const { icon: Icon, word, tone } = healthLooks[health];
  if (health === "ok") return <CellName>{name}</CellName>;
  return (
    <span className="flex items-center gap-1.5">
      <CellName>{name}</CellName>
      <span title={word} className={tone === "critical" ? "text-critical" : "text-warn"}>
        <Icon aria-hidden size={13} strokeWidth={2} />
        <span className="sr-only">{word}</span>
      </span>
    </span>
  );
}

function Subjects({ subjects, subjects_configured, mirror, sources = 0 }: StreamRow) {
  if (mirror !== undefined) {
    return (
      <span className="flex items-baseline gap-1">
        <span className="text-fg-2 text-small">mirror of</span>
        <CellText mono>{mirror}</CellText>
      </span>
    );
  }
  const [first] = subjects;
  if (first === undefined) {
    return <span className="text-fg-2 text-small">{sources > 0 ? `from ${sources} sources` : "–"}</span>;
  }
  return (
    <span title={subjects.join("\n")}>
      <Subject name={first} />
      {subjects_configured > 1 ? <span className="ml-1 text-fg-3 text-small">+{subjects_configured - 1}</span> : null}
    </span>
  );
}

/** How long ago the last message came when the stream was read; by the server's own clock, which may not be this one. */
function lastMessage({ last_time, at }: StreamRow) {
  if (last_time === undefined) return <CellCount>{undefined}</CellCount>;
  return (
    <time dateTime={last_time} title={formatExact(new Date(last_time))} className="text-fg-2">
      {formatIdle(at - Date.parse(last_time))}
    </time>
  );
}
