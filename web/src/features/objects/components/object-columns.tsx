import { File, Link2, Trash2 } from "lucide-react";
import type { StoredObject } from "@/api/types";
import { CellCount, CellName } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatBytes } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";

/** The columns of the objects of a bucket. The ids of those that sort are the API's words. */
export const objectColumns: readonly Column<StoredObject>[] = [
  {
    id: "name",
    title: "Name",
    icon: ({ deleted, link }) =>
      deleted
        ? { icon: Trash2, word: "Deleted object" }
        : link
          ? { icon: Link2, word: "Link" }
          : { icon: File, word: "Object" },
    cell: ({ name }) => <CellName>{name}</CellName>,
    width: { min: 180 },
    sort: "asc",
  },
  {
    id: "size",
    title: "Size",
    cell: ({ size, deleted, link }) =>
      deleted || link ? (
        <span className="text-fg-3">{deleted ? "deleted" : "link"}</span>
      ) : (
        <Quantity of={formatBytes(size)} />
      ),
    width: 98,
    align: "right",
    narrow: "right",
  },
  {
    id: "chunks",
    title: "Chunks",
    cell: ({ chunks }) => <CellCount>{chunks}</CellCount>,
    width: 98,
    align: "right",
  },
  {
    id: "revision",
    title: "Revision",
    cell: ({ revision }) => <CellCount>{revision}</CellCount>,
    width: 110,
    align: "right",
    sort: "asc",
    narrow: "right-second",
  },
  {
    id: "modified",
    title: "When it was written",
    short: "Written",
    cell: ({ modified }) => <time dateTime={modified}>{formatExact(new Date(modified))}</time>,
    width: 224,
    narrow: "second",
  },
];
