import { KeyRound } from "lucide-react";
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
import type { KeysReading } from "../api/keys";
import { type KeySearch, queryOf } from "../lib/search";
import { keyColumns } from "./key-columns";
import { KeysViewSwitch } from "./keys-pane";

interface Props {
  bucket: string;
  reading: KeysReading;
  search: KeySearch;
  onSearch: (next: KeySearch) => void;
  /** The address with a key open. */
  href: (key: string) => string;
  /** What makes the first one, where there is none. */
  make: ReactNode;
}

/** The keys of a bucket, as many of them as somebody scrolls to. */
export function KeysGrid({ bucket, reading, search, onSearch, href, make }: Props) {
  const { stats } = useConnection();
  const { filter, deleted } = queryOf(search);
  const { data, more } = reading;
  const last = data?.at(-1);
  const rows = data?.flatMap((page) => page.keys) ?? [];
  const total = data?.[0]?.total;
  return (
    <DataGrid
      name="kv-keys"
      label="Keys"
      columns={keyColumns}
      rows={rows}
      rowKey={({ key }) => key}
      total={total}
      query={`${filter} ${deleted}`}
      sort={last ? { by: last.sort, desc: false } : undefined}
      onSort={({ by }) => onSearch({ sort: by })}
      selected={search.key}
      onSelect={(key) => onSearch({ key })}
      href={({ key }) => href(key)}
      onOpen={({ key }) => onSearch({ key })}
      loading={!data && !reading.error && stats.state === "active"}
      empty={
        data ? (
          <EmptyState icon={KeyRound} title={`No keys in ${bucket}`} action={make}>
            Those that were deleted are listed as long as their marker is there, when you ask for them.
          </EmptyState>
        ) : hasCode(reading.error, "nats_permission") ? (
          <NotVisible what="Keys">{problemText("", reading.error).detail}</NotVisible>
        ) : hasCode(reading.error, "bucket_not_found") ? (
          <EmptyState icon={KeyRound} title={`There is no bucket ${bucket}`}>
            It was deleted, or never was in this account.
          </EmptyState>
        ) : (
          <Unread title="The keys could not be read" readings={[reading]} />
        )
      }
      nothing={
        filter && data && !last?.partial ? (
          <NothingFound
            query={filter}
            searched="All keys were searched for those that begin so."
            onClear={() => onSearch({ filter: undefined })}
          />
        ) : undefined
      }
      notice={
        last?.partial ? (
          <PartialNotice
            shown={rows.length}
            total={total ?? rows.length}
            about
            why={`${formatCount(last.scanned)} were looked at in the time that a page has.`}
            onMore={more.load}
            busy={more.loading}
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
            <FilterField
              label="Prefix, or * and >"
              value={filter}
              onChange={(next) => onSearch({ filter: next || undefined })}
            />
          }
          fresh={
            data ? (
              <Freshness what={countWords(reading, rows.length)} at={reading.readAt} onRefresh={reading.refresh} />
            ) : undefined
          }
          whenNarrow={<KeysViewSwitch search={search} onSearch={onSearch} />}
        >
          <KeysViewSwitch search={search} onSearch={onSearch} />
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

/** How many there are, as far as it is known. */
function countWords({ data, more }: KeysReading, shown: number): string {
  const first = data?.[0];
  if (!more.has) return plural(shown, "key");
  if (first?.total === undefined) return `${formatCount(shown)} keys so far`;
  return first.total_exact ? plural(first.total, "key") : `at most ${plural(first.total, "key")}`;
}
