import { FolderTree } from "lucide-react";
import type { ReactNode } from "react";
import { hasCode } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { MoreProblem } from "@/connection/more-problem";
import { Unread } from "@/connection/unread";
import { DataGrid } from "@/shared/grid/data-grid";
import { FilterField } from "@/shared/grid/filter-field";
import { Freshness } from "@/shared/grid/freshness";
import { GridToolbar } from "@/shared/grid/toolbar";
import { plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { NotVisible } from "@/shared/ui/not-available";
import { NothingFound } from "@/shared/ui/nothing-found";
import { PartialNotice } from "@/shared/ui/state-notices";
import type { BucketsReading } from "../api/buckets";
import { bucketColumns } from "./bucket-columns";

interface Props {
  reading: BucketsReading;
  search: string;
  onSearch: (search: string) => void;
  href: (bucket: string) => string;
  onOpen: (bucket: string) => void;
  /** What makes the first one, where there is none. */
  make: ReactNode;
}

/** The buckets of the account's key-value store. */
export function BucketsGrid({ reading, search, onSearch, href, onOpen, make }: Props) {
  const { stats } = useConnection();
  const { data, more } = reading;
  const last = data?.at(-1);
  const rows = data?.flatMap((page) => page.buckets) ?? [];
  return (
    <DataGrid
      name="kv-buckets"
      label="Buckets"
      columns={bucketColumns}
      rows={rows}
      rowKey={({ bucket }) => bucket}
      total={last?.total}
      query={search}
      href={({ bucket }) => href(bucket)}
      onOpen={({ bucket }) => onOpen(bucket)}
      loading={!data && !reading.error && stats.state === "active"}
      empty={
        data ? (
          <EmptyState icon={FolderTree} title="No buckets in this account yet" action={make}>
            A bucket keeps the last values of its keys, and as many of those before as you want.
          </EmptyState>
        ) : hasCode(reading.error, "nats_permission") ? (
          <NotVisible what="Buckets">{problemText("", reading.error).detail}</NotVisible>
        ) : (
          <Unread title="The buckets could not be read" readings={[reading]} />
        )
      }
      nothing={
        search && data ? (
          <NothingFound query={search} searched="All buckets were searched, by name." onClear={() => onSearch("")} />
        ) : undefined
      }
      notice={
        last?.partial ? (
          <PartialNotice
            shown={rows.length}
            total={last.total}
            about
            why="The server did not answer in time for all streams."
            onMore={reading.refresh}
            busy={reading.fetching}
          />
        ) : undefined
      }
      hasMore={more.has}
      loadingMore={more.loading}
      moreProblem={more.error ? <MoreProblem error={more.error} onRetry={more.load} /> : undefined}
      onNeedMore={more.load}
      toolbar={
        <GridToolbar
          filter={<FilterField label="Filter by name" value={search} onChange={onSearch} />}
          fresh={
            last ? (
              <Freshness what={plural(last.total, "bucket")} at={reading.readAt} onRefresh={reading.refresh} />
            ) : undefined
          }
        />
      }
    />
  );
}
