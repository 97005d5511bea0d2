import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { hasCode } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { MoreProblem } from "@/connection/more-problem";
import { Unread } from "@/connection/unread";
import type { Column } from "@/shared/grid/column";
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

/** What a page of buckets says to the grid of its store. */
export interface BucketsProps<B> {
  reading: BucketsReading<B>;
  search: string;
  onSearch: (search: string) => void;
  href: (bucket: string) => string;
  onOpen: (bucket: string) => void;
  /** What makes the first one, where there is none. */
  make: ReactNode;
}

interface Props<B> extends BucketsProps<B> {
  /** Of the grid, under which its columns are kept. */
  name: string;
  columns: readonly Column<B>[];
  icon: LucideIcon;
  /** What a bucket of this store is for. */
  about: string;
}

/** The buckets of a store of this account. */
export function BucketsGrid<B extends { bucket: string }>(props: Props<B>) {
  const { name, columns, icon, about, reading, search, onSearch, href, onOpen, make } = props;
  const { stats } = useConnection();
  const { data, more } = reading;
  const last = data?.at(-1);
  const rows = data?.flatMap((page) => page.buckets) ?? [];
  return (
    <DataGrid
      name={name}
      label="Buckets"
      columns={columns}
      rows={rows}
      rowKey={({ bucket }) => bucket}
      total={last?.total}
      query={search}
      href={({ bucket }) => href(bucket)}
      onOpen={({ bucket }) => onOpen(bucket)}
      loading={!data && !reading.error && stats.state === "active"}
      empty={
        data ? (
          <EmptyState icon={icon} title="No buckets in this account yet" action={make}>
            {about}
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
