import { Package } from "lucide-react";
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
import { formatCount, plural } from "@/shared/lib/format";
import { Check } from "@/shared/ui/check";
import { EmptyState } from "@/shared/ui/empty-state";
import { NotVisible } from "@/shared/ui/not-available";
import { NothingFound } from "@/shared/ui/nothing-found";
import { PartialNotice } from "@/shared/ui/state-notices";
import type { ObjectsReading } from "../api/objects";
import { type ObjectSearch, queryOf } from "../lib/search";
import { objectColumns } from "./object-columns";

interface Props {
  bucket: string;
  reading: ObjectsReading;
  search: ObjectSearch;
  onSearch: (next: ObjectSearch) => void;
  /** The address with an object open. */
  href: (name: string) => string;
  /** What brings the first one, where there is none. */
  make: ReactNode;
}

/** The objects of a bucket, as many of them as somebody scrolls to. */
export function ObjectsGrid({ bucket, reading, search, onSearch, href, make }: Props) {
  const { stats } = useConnection();
  const { search: query, deleted } = queryOf(search);
  const { data, more } = reading;
  const last = data?.at(-1);
  const rows = data?.flatMap((page) => page.objects) ?? [];
  const total = data?.[0]?.total;
  return (
    <DataGrid
      name="objects"
      label="Objects"
      columns={objectColumns}
      rows={rows}
      rowKey={({ name }) => name}
      total={total}
      query={`${query} ${deleted}`}
      sort={last ? { by: last.sort, desc: false } : undefined}
      onSort={({ by }) => onSearch({ sort: by })}
      selected={search.object}
      onSelect={(object) => onSearch({ object })}
      href={({ name }) => href(name)}
      onOpen={({ name }) => onSearch({ object: name })}
      loading={!data && !reading.error && stats.state === "active"}
      empty={<Empty bucket={bucket} reading={reading} make={make} />}
      nothing={
        query && data && !last?.partial ? (
          <NothingFound query={query} searched="All names were searched." onClear={() => onSearch({ q: undefined })} />
        ) : undefined
      }
      notice={
        last?.partial ? (
          <PartialNotice
            shown={rows.length}
            total={total ?? rows.length}
            about
            why="Not all objects could be looked at in the time that a page has."
            onMore={more.has ? more.load : reading.refresh}
            busy={more.loading || reading.fetching}
          />
        ) : undefined
      }
      hasMore={more.has}
      loadingMore={more.loading}
      moreProblem={more.error ? <MoreProblem error={more.error} onRetry={more.load} /> : undefined}
      onNeedMore={more.load}
      toolbar={
        <GridToolbar
          filter={
            <FilterField label="Filter by name" value={query} onChange={(next) => onSearch({ q: next || undefined })} />
          }
          fresh={
            data ? (
              <Freshness
                what={total === undefined ? `${formatCount(rows.length)} objects so far` : plural(total, "object")}
                at={reading.readAt}
                onRefresh={reading.refresh}
              />
            ) : undefined
          }
        >
          <Check
            label="Deleted too"
            checked={deleted}
            onChange={(next) => onSearch({ deleted: next ? "yes" : undefined })}
          />
        </GridToolbar>
      }
    />
  );
}

function Empty({ bucket, reading, make }: Pick<Props, "bucket" | "reading" | "make">) {
  if (reading.data) {
    return (
      <EmptyState icon={Package} title={`No objects in ${bucket}`} action={make}>
        Files that are dropped here are uploaded.
      </EmptyState>
    );
  }
  if (hasCode(reading.error, "nats_permission")) {
    return <NotVisible what="Objects">{problemText("", reading.error).detail}</NotVisible>;
  }
  if (hasCode(reading.error, "bucket_not_found")) {
    return (
      <EmptyState icon={Package} title={`There is no bucket ${bucket}`}>
        It was deleted, or never was in this account.
      </EmptyState>
    );
  }
  return <Unread title="The objects could not be read" readings={[reading]} />;
}
