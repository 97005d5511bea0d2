import { KeyRound } from "lucide-react";
import type { Bucket } from "@/api/types";
import { CellCount, CellName, CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatBytes } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";

/** The columns of the key-value store’s buckets. */
export const kvColumns: readonly Column<Bucket>[] = [
  {
    id: "bucket",
    title: "Name",
    icon: () => ({ icon: KeyRound, word: "Bucket" }),
    cell: ({ bucket }) => <CellName>{bucket}</CellName>,
    width: { min: 150 },
    link: true,
  },
  {
    id: "description",
    title: "Description",
    cell: ({ description, mirror }) => (
      <CellText quiet={!description && mirror === undefined}>
        {mirror ? `mirror of ${mirror.replace(/^KV_/, "")}` : description || "–"}
      </CellText>
    ),
    width: { min: 130 },
    narrow: "second",
  },
  {
    id: "keys",
    title: "Keys, those that are deleted as long as their marker is there",
    short: "Keys",
    cell: ({ keys }) => <CellCount>{keys}</CellCount>,
    width: 98,
    align: "right",
    narrow: "right",
  },
  {
    id: "revisions",
    title: "Revisions",
    cell: ({ revisions }) => <CellCount>{revisions}</CellCount>,
    width: 98,
    align: "right",
  },
  {
    id: "bytes",
    title: "Size",
    cell: ({ bytes }) =>
      bytes === 0 ? <span className="text-fg-3">empty</span> : <Quantity of={formatBytes(bytes)} />,
    width: 84,
    align: "right",
    narrow: "right-second",
  },
  {
    id: "history",
    title: "Revisions kept of a key",
    short: "History",
    cell: ({ history }) => <CellCount>{history}</CellCount>,
    width: 72,
    align: "right",
  },
  {
    id: "ttl",
    title: "How long a revision lives",
    short: "TTL",
    cell: ({ ttl }) => <CellText quiet={!ttl}>{ttl ?? "for ever"}</CellText>,
    width: 90,
  },
  {
    id: "storage",
    title: "Storage",
    cell: ({ storage, replicas }) => <CellText>{replicas > 1 ? `${storage} × ${replicas}` : storage}</CellText>,
    width: 90,
  },
];
