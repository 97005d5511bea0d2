import { Lock, Package } from "lucide-react";
import type { ObjectBucket } from "@/api/types";
import { CellName, CellText } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatBytes } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";

/** The columns of the object store’s buckets. */
export const objectColumns: readonly Column<ObjectBucket>[] = [
  {
    id: "bucket",
    title: "Name",
    icon: ({ sealed }) => (sealed ? { icon: Lock, word: "Sealed bucket" } : { icon: Package, word: "Bucket" }),
    cell: ({ bucket }) => <CellName>{bucket}</CellName>,
    width: { min: 150 },
    link: true,
  },
  {
    id: "description",
    title: "Description",
    cell: ({ description, mirror }) => (
      <CellText quiet={!description && mirror === undefined}>
        {mirror ? `mirror of ${mirror.replace(/^OBJ_/, "")}` : description || "–"}
      </CellText>
    ),
    width: { min: 130 },
    narrow: "second",
  },
  {
    id: "bytes",
    title: "Size",
    cell: ({ bytes }) =>
      bytes === 0 ? <span className="text-fg-3">empty</span> : <Quantity of={formatBytes(bytes)} />,
    width: 98,
    align: "right",
    narrow: "right",
  },
  {
    id: "max_bytes",
    title: "Most bytes",
    short: "At most",
    cell: ({ max_bytes }) =>
      max_bytes ? <Quantity of={formatBytes(max_bytes)} /> : <span className="text-fg-3">no limit</span>,
    width: 98,
    align: "right",
  },
  {
    id: "ttl",
    title: "How long an object lives",
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
