import { Package } from "lucide-react";
import type { ObjectBucket } from "@/api/types";
import { BucketsGrid, type BucketsProps } from "./buckets-grid";
import { objectColumns } from "./object-columns";

export function ObjectBucketsGrid(props: BucketsProps<ObjectBucket>) {
  return (
    <BucketsGrid
      {...props}
      name="object-buckets"
      columns={objectColumns}
      icon={Package}
      about="A bucket keeps objects of any size under any name, in chunks."
    />
  );
}
