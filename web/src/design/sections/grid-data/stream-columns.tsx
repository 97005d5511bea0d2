import { Copy, FolderTree, Layers, Package } from "lucide-react";
import { Sparkline } from "@/shared/charts/sparkline";
import { CellCount, CellName, CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { cx } from "@/shared/lib/cx";
import { formatSpan } from "@/shared/lib/duration";
import { formatBytes, formatPercent, formatRate } from "@/shared/lib/format";
import { fillTone, Meter } from "@/shared/ui/meter";
import { Quantity } from "@/shared/ui/quantity";
import { Subject } from "@/shared/ui/subject";
import type { Stream } from "./streams";

const kinds = {
  stream: { icon: Layers, word: "Stream" },
  mirror: { icon: Copy, word: "Mirror" },
  kv: { icon: FolderTree, word: "Key-value bucket" },
  objects: { icon: Package, word: "Object bucket" },
};

/** The columns of the list of streams: what a page writes to have a grid. */
export const streamColumns: readonly Column<Stream>[] = [
  {
    id: "name",
    title: "Name",
    icon: ({ kind }) => kinds[kind],
    cell: ({ name }) => <CellName>{name}</CellName>,
    width: { min: 150 },
    sort: "asc",
  },
  { id: "subjects", title: "Subjects", cell: (stream) => <Subjects {...stream} />, width: 162, narrow: "second" },
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
    id: "size",
    title: "Size",
    cell: ({ bytes }) =>
      bytes === 0 ? <span className="text-fg-3">empty</span> : <Quantity of={formatBytes(bytes)} />,
    width: 82,
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
    title: "Rate",
    cell: ({ rate }) => (rate === 0 ? <CellCount>{0}</CellCount> : <Quantity of={formatRate(rate)} />),
    width: 72,
    align: "right",
    sort: "desc",
    narrow: "right",
  },
  { id: "trend", title: "15 min", cell: ({ trend }) => <Sparkline values={trend} />, width: 64 },
  {
    id: "idle",
    title: "Last message",
    short: "Last",
    cell: ({ idle }) => (
      <span className="text-fg-2">{idle < 10_000 ? `${(idle / 1000).toFixed(1)} s` : formatSpan(idle)}</span>
    ),
    width: 58,
    align: "right",
    sort: "asc",
  },
  {
    id: "consumers",
    title: "Consumers",
    short: "Cons.",
    cell: ({ consumers }) => <CellCount>{consumers}</CellCount>,
    width: 58,
    align: "right",
    sort: "desc",
  },
  { id: "kind", title: "Kind", cell: ({ kind }) => kinds[kind].word, width: 110, optional: true },
];

function Subjects({ subjects, mirrorOf }: Stream) {
  if (mirrorOf !== undefined) {
    return (
      <span className="flex items-baseline gap-1">
        <span className="text-fg-2 text-small">mirror of</span>
        <CellText mono>{mirrorOf}</CellText>
      </span>
    );
  }
  return (
    <>
      <Subject name={subjects[0] ?? ""} />
      {subjects.length > 1 ? <span className="ml-1 text-fg-3 text-small">+{subjects.length - 1}</span> : null}
    </>
  );
}

function Full({ of }: { of: number }) {
  const tone = fillTone(of);
  return (
    <span className="flex items-center gap-1.5">
      <span className="w-7 shrink-0">
        <Meter value={of} tone={tone} />
      </span>
      <span
        className={cx(
          "text-small",
          { plain: "text-fg-3", warn: "font-medium text-warn", critical: "font-medium text-critical" }[tone],
        )}
      >
        {formatPercent(of)}
      </span>
    </span>
  );
}
