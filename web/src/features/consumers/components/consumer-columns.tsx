import { Sparkline } from "@/shared/charts/sparkline";
import { CellCount, CellName, CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatIdle } from "@/shared/lib/duration";
import { formatCount, formatRate } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";
import { Subject } from "@/shared/ui/subject";
import type { ConsumerRow } from "../lib/row";
import { needsLook } from "../lib/verdict";
import { InFlight } from "./in-flight";
import { VerdictCell } from "./verdict-cell";

const stream: Column<ConsumerRow> = {
  id: "stream",
  title: "Stream",
  cell: (one) => (
    <CellText mono quiet>
      {one.stream}
    </CellText>
  ),
  width: 128,
  sort: "asc",
};

const ofOneStream: readonly Column<ConsumerRow>[] = [
  {
    id: "verdict",
    title: "Verdict",
    cell: ({ verdict }) => <VerdictCell {...verdict} />,
    width: { min: 240 },
    sort: "desc",
    narrow: "second",
  },
  {
    id: "name",
    title: "Consumer",
    cell: ({ name }) => <CellName>{name}</CellName>,
    width: 146,
    link: true,
    sort: "asc",
  },
  {
    id: "pending",
    title: "Unread",
    cell: (one) => <Unread {...one} />,
    width: 92,
    align: "right",
    sort: "desc",
    narrow: "right",
  },
  {
    id: "trend",
    title: "Unread since this page was opened",
    short: "Trend",
    cell: ({ trend, verdict }) => <Sparkline values={trend} bad={verdict.level === "stuck"} />,
    width: 68,
  },
  {
    id: "ack_pending",
    title: "In flight",
    cell: (one) => <InFlight count={one.ack_pending} limit={one.max_ack_pending} />,
    width: 158,
    align: "right",
    sort: "desc",
  },
  {
    id: "redelivered",
    title: "Redelivered",
    cell: ({ redelivered }) => <CellCount>{redelivered}</CellCount>,
    width: 92,
    align: "right",
    sort: "desc",
  },
  {
    id: "last_ack",
    title: "Last ack",
    cell: ({ sinceAck }) => <Since ms={sinceAck} />,
    width: 84,
    align: "right",
    sort: "desc",
    narrow: "right-second",
  },
  {
    id: "in",
    title: "In per second",
    short: "In",
    cell: ({ rates }) => <Rate perSecond={rates?.in} />,
    width: 76,
    align: "right",
    optional: true,
  },
  {
    id: "out",
    title: "Out per second",
    short: "Out",
    cell: ({ rates }) => <Rate perSecond={rates?.out} />,
    width: 76,
    align: "right",
    optional: true,
  },
  {
    id: "waiting",
    title: "Waiting pulls",
    short: "Waiting",
    cell: ({ kind, waiting }) => <CellCount>{kind === "pull" ? waiting : undefined}</CellCount>,
    width: 84,
    align: "right",
    optional: true,
  },
  {
    id: "filter",
    title: "Filter",
    cell: (one) => <Filters {...one} />,
    width: { min: 120 },
    optional: true,
  },
  {
    id: "kind",
    title: "Kind",
    cell: ({ kind = "–", durable }) => <span className="text-fg-2">{durable ? kind : `${kind}, ephemeral`}</span>,
    width: 116,
    optional: true,
  },
];

/** The columns of the list, worst news first. Within one stream its name would say the same in every row. */
export const consumerColumns = {
  ofOneStream,
  ofAll: [...ofOneStream.slice(0, 2), stream, ...ofOneStream.slice(2)] as readonly Column<ConsumerRow>[],
};

function Unread({ pending, verdict }: ConsumerRow) {
  return needsLook(verdict) ? <b>{formatCount(pending)}</b> : <CellCount>{pending}</CellCount>;
}

function Since({ ms }: { ms: number | undefined }) {
  if (ms === undefined) return <span className="text-fg-3">–</span>;
  return <span className="text-fg-2">{formatIdle(ms)}</span>;
}

function Rate({ perSecond }: { perSecond: number | undefined }) {
  return perSecond === undefined ? <span className="text-fg-3">–</span> : <Quantity of={formatRate(perSecond)} />;
}

function Filters({ filter_subjects: [first], filters_total: total = 1 }: ConsumerRow) {
  if (first === undefined) return <span className="text-fg-3">everything</span>;
  return (
    <span className="text-small" title={first}>
      <Subject name={first} /> {total > 1 ? <span className="text-fg-3">and {formatCount(total - 1)} more</span> : null}
    </span>
  );
}
