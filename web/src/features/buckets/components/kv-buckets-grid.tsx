import { FolderTree } from "lucide-react";
import type { Bucket } from "@/api/types";
import { BucketsGrid, type BucketsProps } from "./buckets-grid";
import { kvColumns } from "./kv-columns";

export function KvBucketsGrid(props: BucketsProps<Bucket>) {
  return (
    <BucketsGrid
      {...props}
      name="kv-buckets"
      columns={kvColumns}
      icon={FolderTree}
      about="A bucket keeps the last values of its keys, and as many of those before as you want."
    />
  );
}
