import { Layers, RotateCw, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { DataGrid } from "@/shared/grid/data-grid";
import { FilterField } from "@/shared/grid/filter-field";
import { Freshness } from "@/shared/grid/freshness";
import { GridToolbar } from "@/shared/grid/toolbar";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { EmptyState } from "@/shared/ui/empty-state";
import { NothingFound } from "@/shared/ui/nothing-found";
import { Popover } from "@/shared/ui/popover";
import type { StreamListReading } from "../api/list";
import { isUnfiltered, queryOf, type StreamSearch, sortText } from "../lib/search";
import { stateWords } from "../lib/words";
import { MissingNotice } from "./missing-notice";
import { streamColumns } from "./stream-columns";
import { StreamFilters } from "./stream-filters";
import { StreamsUnread } from "./streams-unread";

interface Props {
  list: StreamListReading;
  search: StreamSearch;
  /** Changes some of the address. */
  onSearch: (next: StreamSearch) => void;
  /** The address of a stream's own page, and going there. */
  href: (stream: string) => string;
  onOpen: (stream: string) => void;
  /** What makes the first one, where there is none. */
  make: ReactNode;
}

/** The streams of the account. The server sorts and filters; the address says what it was asked. */
export function StreamsGrid({ list, search, onSearch, href, onOpen, make }: Props) {
  const { stats } = useConnection();
  const { reading, loadMore, loadingMore, moreError } = list;
  const { data } = reading;
  const query = queryOf(search);
  const filtered = !isUnfiltered(query);
  const rows = data?.rows ?? [];
  return (
    <DataGrid
      name="streams"
      label="Streams"
      columns={streamColumns}
      rows={rows}
      rowKey={({ name }) => name}
      total={data?.total}
      query={JSON.stringify({ ...query, sort: undefined })}
      sort={query.sort}
      onSort={(sort) => onSearch({ sort: sortText(sort) })}
      selected={search.selected}
      onSelect={(name) => onSearch({ selected: name })}
      href={({ name }) => href(name)}
      onOpen={({ name }) => onOpen(name)}
      loading={!data && !reading.error && stats.state === "active"}
      empty={data ? <NoStreams make={make} /> : <StreamsUnread reading={reading} />}
      nothing={
        filtered && data ? (
          <NothingFound
            query={filterWords(search)}
            searched={`${plural(data.streamsTotal, "stream was", "streams were")} searched${query.q ? ", by name and subject" : ""}.`}
            nearest={data.nearest}
            onNearest={(name) => onSearch({ ...unfiltered, q: name })}
            onClear={() => onSearch(unfiltered)}
          />
        ) : undefined
      }
      notice={data ? <MissingNotice list={data} onRefresh={reading.refresh} busy={reading.fetching} /> : undefined}
      hasMore={data?.nextCursor !== undefined}
      loadingMore={loadingMore}
      moreProblem={
        moreError ? (
          <>
            <span className="text-critical">{problemText("", moreError).detail}</span>
            <Button size="sm" icon={RotateCw} onClick={loadMore}>
              Try again
            </Button>
          </>
        ) : undefined
      }
      onNeedMore={loadMore}
      toolbar={
        <GridToolbar
          filter={
            <FilterField
              label="Filter by name or subject"
              value={query.q}
              onChange={(q) => onSearch({ q: q || undefined })}
            />
          }
          fresh={
            data ? (
              <Freshness what={plural(data.total, "stream")} at={data.readAt} onRefresh={reading.refresh} />
            ) : undefined
          }
          whenNarrow={
            <Popover label="Filters" align="end" trigger={<Button icon={SlidersHorizontal}>Filters</Button>}>
              <div className="flex flex-col items-start gap-3 p-3">
                <StreamFilters search={search} onSearch={onSearch} />
              </div>
            </Popover>
          }
        >
          <StreamFilters search={search} onSearch={onSearch} />
        </GridToolbar>
      }
    />
  );
}

const unfiltered: StreamSearch = {
  q: undefined,
  kind: undefined,
  storage: undefined,
  retention: undefined,
  only: undefined,
};

/** What was looked for, as a person would say it. */
function filterWords(search: StreamSearch): string {
  const { q, kinds, storage, retention, states } = queryOf(search);
  return [q, ...kinds, storage, retention, ...states.map((state) => stateWords[state].toLowerCase())]
    .filter(Boolean)
    .join(", ");
}

function NoStreams({ make }: { make: ReactNode }) {
  const cli = useCli();
  return (
    <EmptyState
      icon={Layers}
      title="No streams in this account yet"
      action={make}
      cli={
        <CopyAsCli
          label="nats stream add"
          look="plain"
          align="start"
          note={cli.note}
          commands={[
            { title: "Make a stream, and be asked for what is needed", command: cli.command("stream", "add") },
          ]}
        />
      }
    >
      A stream keeps the messages of the subjects you name, so that they can be read again.
    </EmptyState>
  );
}
