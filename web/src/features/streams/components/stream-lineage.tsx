import { CircleDashed, Waypoints } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Lineage } from "@/api/types";
import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { Notice } from "@/shared/ui/notice";
import { Segmented } from "@/shared/ui/segmented";
import { LineageTable } from "./lineage-table";

const LineageGraph = lazy(async () => ({ default: (await import("./lineage-graph")).LineageGraph }));

type LineageView = "table" | "graph";

interface Props {
  stream: string;
  reading: Reading<Lineage>;
  view: LineageView;
  onView: (view: LineageView) => void;
}

/** Where a stream's messages come from and where they go: as a table, and as a picture of it. */
export function StreamLineage({ stream, reading, view, onView }: Props) {
  const { data } = reading;
  if (!data) return <Unread title="The lineage could not be read" readings={[reading]} />;
  if (data.edges.length === 0) {
    return (
      <div className="pt-2">
        <EmptyState icon={Waypoints} title="It stands by itself">
          Nothing mirrors this stream or has it as a source, it takes from no other, and republishes nothing.
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div className="flex h-toolbar shrink-0 items-center gap-3 border-line border-b pr-2.5 pl-4 max-sm:h-13 max-sm:px-3">
        <Segmented
          label="Show as"
          size="control"
          value={view}
          onChange={onView}
          options={[
            { value: "table", label: "Table" },
            { value: "graph", label: "Graph" },
          ]}
        />
        <span className="truncate-line text-fg-3 text-small max-sm:hidden">
          {plural(data.nodes.length, "node")}, {plural(data.edges.length, "link")}
        </span>
      </div>
      {data.partial ? (
        <Notice tone="plain" icon={CircleDashed} title="Not all of it.">
          Not every stream could be read in time, so there may be more links than these.
        </Notice>
      ) : null}
      {view === "table" ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <LineageTable lineage={data} stream={stream} />
        </div>
      ) : (
        <Suspense fallback={null}>
          <LineageGraph lineage={data} stream={stream} />
        </Suspense>
      )}
    </>
  );
}
