import { CircleCheck, CircleDashed, CirclePause, OctagonAlert, TriangleAlert, Unplug } from "lucide-react";
import { Sparkline } from "@/shared/charts/sparkline";
import { CellCount, CellName, CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatCount } from "@/shared/lib/format";
import { fillTone, Meter } from "@/shared/ui/meter";
import { Status } from "@/shared/ui/status";
import { noise } from "./streams";

/** A consumer with what has been worked out about it. */
export interface Consumer {
  name: string;
  stream: string;
  verdict: keyof typeof verdicts;
  why?: string;
  unread: number;
  inFlight: number;
  limit: number;
  redelivered: number;
  lastAck: string;
}

const verdicts = {
  stuck: { group: "Stuck", tone: "critical", icon: OctagonAlert, word: "Stuck" },
  alone: { group: "Stuck", tone: "critical", icon: Unplug, word: "Nobody is pulling" },
  behind: { group: "At risk", tone: "warn", icon: TriangleAlert, word: "Falling behind" },
  again: { group: "At risk", tone: "warn", icon: TriangleAlert, word: "Redelivering" },
  paused: { group: "Fine", tone: "parked", icon: CirclePause, word: "Paused" },
  idle: { group: "Fine", tone: "unknown", icon: CircleDashed, word: "Idle" },
  fine: { group: "Fine", tone: "ok", icon: CircleCheck, word: "Keeping up" },
} as const;

const groupWords: Record<string, string> = {
  Stuck: "Messages wait and none are being worked on",
  "At risk": "Working, but not for long",
  Fine: "Nothing to do",
};

export const groupOf = ({ verdict }: Consumer) => verdicts[verdict].group;
export const needsSentence = ({ why }: Consumer) => why !== undefined;

export function GroupHead({ group }: { group: string }) {
  return (
    <>
      <b className="font-semibold">{group}</b>
      <span className="text-fg-3">{groupWords[group]}</span>
    </>
  );
}

type Line = [string, string, Consumer["verdict"], number, number, number, number, string, string?];

const lines: Line[] = [
  [
    "shipping-eu",
    "ORDERS",
    "stuck",
    15_204,
    1_000,
    1_000,
    3_118,
    "14 min",
    "No acknowledgement for 14 min; all 1,000 in-flight slots are taken.",
  ],
  [
    "ledger-export",
    "PAYMENTS",
    "alone",
    2_204,
    0,
    512,
    0,
    "3 h",
    "Last request 3 h ago, from client ledger-export-7d9.",
  ],
  [
    "search-indexer",
    "INVENTORY",
    "behind",
    41_902,
    194,
    512,
    12,
    "0.1 s",
    "Takes 210/s, gets 340/s. Unread messages age out in 2 days.",
  ],
  [
    "warehouse-loader",
    "TELEMETRY",
    "behind",
    1_204_118,
    3_550,
    5_000,
    0,
    "0.0 s",
    "Takes 11.9k/s, gets 12.3k/s since 13:42.",
  ],
  [
    "reconcile",
    "PAYMENTS",
    "again",
    61,
    61,
    256,
    4_902,
    "2 s",
    "61 messages came back more than 5 times, oldest 41 min.",
  ],
  ["nightly-report", "AUDIT", "paused", 88_204, 0, 1_000, 0, "8 h"],
  ["returns-labels", "RETURNS", "idle", 0, 0, 1_000, 0, "3 h"],
  ["billing", "ORDERS", "fine", 3, 3, 1_000, 0, "0.1 s"],
  ["fraud-check", "ORDERS", "fine", 0, 18, 1_000, 0, "0.1 s"],
  ["receipts", "ORDERS", "fine", 12, 12, 1_000, 1, "0.2 s"],
  ["analytics-eu", "ORDERS", "fine", 204, 84, 1_000, 0, "0.0 s"],
  ["stock-reserve", "INVENTORY", "fine", 0, 1, 256, 0, "0.1 s"],
  ["price-cache-1", "PRICE_UPDATES", "fine", 41, 41, 1_000, 0, "0.0 s"],
  ["mailer", "EMAIL_OUT", "fine", 0, 0, 64, 2, "9 s"],
];

export const consumers: readonly Consumer[] = lines.map(
  ([name, stream, verdict, unread, inFlight, limit, redelivered, lastAck, why]) => ({
    name,
    stream,
    verdict,
    unread,
    inFlight,
    limit,
    redelivered,
    lastAck,
    ...(why === undefined ? {} : { why }),
  }),
);

export const consumerColumns: readonly Column<Consumer>[] = [
  {
    id: "verdict",
    title: "Verdict",
    cell: (one) => <Verdict {...one} />,
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
    id: "stream",
    title: "Stream",
    cell: ({ stream }) => (
      <CellText mono quiet>
        {stream}
      </CellText>
    ),
    width: 128,
    sort: "asc",
  },
  {
    id: "unread",
    title: "Unread",
    cell: ({ unread, why }) => (why ? <b>{formatCount(unread)}</b> : <CellCount>{unread}</CellCount>),
    width: 92,
    align: "right",
    sort: "desc",
    narrow: "right",
  },
  {
    id: "trend",
    title: "Unread, 1 h",
    cell: (one) => <Sparkline values={trendOf(one)} bad={one.verdict === "stuck"} />,
    width: 98,
  },
  { id: "flight", title: "In flight", cell: (one) => <InFlight {...one} />, width: 158, align: "right" },
  {
    id: "redelivered",
    title: "Redelivered",
    cell: ({ redelivered }) => <CellCount>{redelivered}</CellCount>,
    width: 92,
    align: "right",
    sort: "desc",
  },
  {
    id: "ack",
    title: "Last ack",
    cell: ({ lastAck }) => <span className="text-fg-2">{lastAck}</span>,
    width: 84,
    align: "right",
    narrow: "right-second",
  },
];

function Verdict({ verdict, why }: Consumer) {
  const { tone, icon, word } = verdicts[verdict];
  const quiet = tone === "ok" ? "[&>span]:font-normal [&>span]:text-fg-2 [&_svg]:text-ok" : "";
  return (
    <>
      <span className={quiet}>
        <Status tone={tone} icon={icon} word={word} />
      </span>
      {why ? <span className="truncate-line block pl-[19px] text-fg-2 text-small">{why}</span> : null}
    </>
  );
}

function InFlight({ inFlight, limit }: Consumer) {
  return (
    <span className="flex items-center justify-end gap-2">
      <span>
        {formatCount(inFlight)} <span className="text-fg-3">of {formatCount(limit)}</span>
      </span>
      <span className="w-8">
        <Meter value={inFlight / limit} tone={fillTone(inFlight / limit)} />
      </span>
    </span>
  );
}

const trendOf = ({ name, unread, why }: Consumer) =>
  Array.from({ length: 24 }, (_, step) =>
    unread === 0 ? 0 : why ? 1 + step / 8 : 1 + noise(name.length * 7 + step) / 3,
  );
