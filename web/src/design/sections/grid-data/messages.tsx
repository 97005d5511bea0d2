import { CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatBytes, formatCount } from "@/shared/lib/format";
import { formatClock } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";
import { Subject } from "@/shared/ui/subject";
import { noise } from "./streams";

/** A stored message as a list shows it. */
export interface Message {
  sequence: number;
  at: number;
  subject: string;
  size: number;
  preview: string;
}

const verbs = ["created", "paid", "shipped", "created", "paid", "cancelled", "refunded", "failed"];
const last = 188_338_119;
const noon = Date.UTC(2026, 10, 22, 14, 32, 8);

/** The message that many places before the last one. It is made when it is asked for, so a list of millions costs nothing. */
export function messageAt(back: number): Message {
  const sequence = last - back;
  const id = Math.floor(noise(sequence) * 36 ** 6)
    .toString(36)
    .toUpperCase()
    .padStart(6, "0");
  return {
    sequence,
    at: noon - back * 37,
    subject: `orders.${["eu", "us", "apac"][back % 3]}.${verbs[sequence % verbs.length]}`,
    size: 200 + Math.floor(noise(sequence + 1) * 2_000),
    preview: `{"order_id":"ord_01JD8Q${id}","customer":"cus_2Jd8","currency":"EUR","total":${back % 400}.9}`,
  };
}

export const messageColumns: readonly Column<Message>[] = [
  {
    id: "sequence",
    title: "Sequence",
    cell: ({ sequence }) => <span className="font-medium">{formatCount(sequence)}</span>,
    width: 112,
    align: "right",
    sort: "desc",
  },
  {
    id: "time",
    title: "Time",
    cell: ({ at }) => <span className="text-fg-2">{formatClock(new Date(at))}</span>,
    width: 92,
    narrow: "right-second",
  },
  { id: "subject", title: "Subject", cell: ({ subject }) => <Subject name={subject} />, width: 176, narrow: "second" },
  {
    id: "size",
    title: "Size",
    cell: ({ size }) => <Quantity of={formatBytes(size)} />,
    width: 74,
    align: "right",
    narrow: "right",
  },
  {
    id: "payload",
    title: "Payload",
    cell: ({ preview }) => (
      <CellText mono quiet>
        {preview}
      </CellText>
    ),
    width: { min: 220 },
  },
];
