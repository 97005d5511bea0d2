import { KeyRound, Trash2 } from "lucide-react";
import type { BucketKey } from "@/api/types";
import { CellCount, CellName } from "@/shared/grid/cells";
import type { Column } from "@/shared/grid/column";
import { formatBytes } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";

/** The columns of the keys of a bucket. The ids of those that sort are the API's words. */
export const keyColumns: readonly Column<BucketKey>[] = [
  {
    id: "key",
    title: "Key",
    icon: ({ operation }) =>
      operation === "put" ? { icon: KeyRound, word: "Key" } : { icon: Trash2, word: "Deleted key" },
    cell: ({ key }) => <CellName>{key}</CellName>,
    width: { min: 180 },
    sort: "asc",
  },
  {
    id: "size",
    title: "Size of the value",
    short: "Size",
    cell: ({ size, operation }) =>
      operation === "put" ? (
        <Quantity of={formatBytes(size)} />
      ) : (
        <span className="text-fg-3">{operation === "purge" ? "purged" : "deleted"}</span>
      ),
    width: 84,
    align: "right",
    narrow: "right",
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
    id: "created",
    title: "When this revision was written",
    short: "Written",
    cell: ({ created }) => <time dateTime={created}>{formatExact(new Date(created))}</time>,
    width: 224,
    narrow: "second",
  },
];
