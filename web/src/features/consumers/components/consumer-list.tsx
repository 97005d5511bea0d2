import { useNavigate } from "@tanstack/react-router";
import { CircleDashed, RotateCw } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { problemText } from "@/api/problem-text";
import type { ConsumerList as Part } from "@/api/types";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import type { ListReading } from "@/connection/use-list-reading";
import { DataGrid } from "@/shared/grid/data-grid";
import { Freshness } from "@/shared/grid/freshness";
import { visibleText } from "@/shared/grid/visible-text";
import { formatCount, plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { useUnread } from "../lib/kept";
import { type ConsumersSearch, consumerKey, sortOf, sortText } from "../lib/list-search";
import { type ConsumerRow, toRow } from "../lib/row";
import { unreadOf } from "../lib/unread";
import { useConsumerHref } from "../lib/use-consumer-href";
import { type Group, groupOf, groupWords, needsLook } from "../lib/verdict";
import { consumerColumns } from "./consumer-columns";
import { HowVerdicts } from "./how-verdicts";
import { ListToolbar } from "./list-toolbar";
import { NoConsumers } from "./no-consumers";

interface Props {
  reading: ListReading<Part>;
  search: ConsumersSearch;
  onSearch: (next: Partial<ConsumersSearch>) => void;
  /** Whose consumers they are; of all streams without. */
  stream?: string;
  /** What makes one. */
  create?: ReactNode;
}

/** Consumers, worst first, each with what is wrong with it in a sentence. */
export function ConsumerList({ reading, search, onSearch, stream, create }: Props) {
  const { stats } = useConnection();
  const navigate = useNavigate();
  const { href, link } = useConsumerHref();
  const { data: parts, more } = reading;
  const first = parts?.[0];
  const rows = useRows(parts);
  const sort = sortOf(search);
  const byVerdict = sort.by === "verdict";
  return (
    <DataGrid<ConsumerRow>
      name={stream === undefined ? "consumers" : "stream-consumers"}
      label="Consumers"
      columns={stream === undefined ? consumerColumns.ofAll : consumerColumns.ofOneStream}
      rows={rows}
      rowKey={consumerKey}
      total={first?.total}
      query={JSON.stringify([search.q, search.verdict, search.stream, search.kind])}
      sort={sort}
      onSort={(next) => onSearch({ sort: sortText(next) })}
      {...(byVerdict ? { sortedBy: sort.desc ? "verdict, worst first" : "verdict, best first" } : {})}
      selected={search.selected}
      onSelect={(selected) => onSearch({ selected })}
      href={href}
      onOpen={(one) => void navigate(link(one))}
      {...(byVerdict ? { groupOf: (one: ConsumerRow) => groupOf(one.verdict), groupHead } : {})}
      tall={({ verdict }) => needsLook(verdict)}
      loading={parts === undefined && reading.error === null && stats.state === "active"}
      problem={parts ? undefined : <Unread title="The consumers could not be read" readings={[reading]} />}
      notice={first?.partial ? <Missing part={first} onAgain={reading.refresh} busy={reading.fetching} /> : undefined}
      nothing={
        first ? (
          <NoConsumers list={first} search={search} onSearch={onSearch} stream={stream} create={create} />
        ) : undefined
      }
      hasMore={more.has}
      loadingMore={more.loading}
      moreProblem={more.error ? <Further error={more.error} onAgain={more.load} /> : undefined}
      onNeedMore={more.load}
      source={<HowVerdicts since={first?.since} at={first?.at} />}
      toolbar={
        <ListToolbar
          search={search}
          onSearch={onSearch}
          counts={first?.counts}
          stream={stream}
          fresh={
            first ? (
              <Freshness what={wordsOf(first, stream)} at={reading.readAt} onRefresh={reading.refresh} />
            ) : undefined
          }
        />
      }
    />
  );
}

/** The rows of all parts, with what the page has kept of each. What moved from one part to another stands where it was first. */
function useRows(parts: readonly Part[] | undefined): readonly ConsumerRow[] {
  const unread = useUnread();
  return useMemo(() => {
    const rows = new Map<string, ConsumerRow>();
    for (const { consumers, at } of parts ?? []) {
      for (const one of consumers) {
        const key = consumerKey(one);
        if (!rows.has(key)) rows.set(key, toRow(one, Date.parse(at), unreadOf(unread, one)));
      }
    }
    return [...rows.values()];
  }, [parts, unread]);
}

function groupHead(group: string) {
  const { title, note } = groupWords[group as Group];
  return (
    <>
      <b className="font-semibold">{title}</b>
      <span className="text-fg-3">{note}</span>
    </>
  );
}

/** "412 consumers of 148 streams" */
function wordsOf({ consumers_total, streams_total }: Part, stream: string | undefined): string {
  const consumers = plural(consumers_total, "consumer");
  return stream === undefined ? `${consumers} of ${plural(streams_total, "stream")}` : consumers;
}

interface AgainProps {
  onAgain: () => void;
  busy?: boolean;
}

function Missing({ part, onAgain, busy = false }: AgainProps & { part: Part }) {
  const { missing, missing_total: total, missing_reason: reason } = part;
  const few = missing.slice(0, 3);
  return (
    <Notice
      tone="plain"
      icon={CircleDashed}
      title={`The consumers of ${plural(total, "stream")} could not all be read.`}
      action={
        <Button size="sm" icon={RotateCw} busy={busy} onClick={onAgain}>
          Read again
        </Button>
      }
    >
      <bdi className="mono">{visibleText(few.join(", "))}</bdi>
      {total > few.length ? ` and ${formatCount(total - few.length)} more` : ""}. {reason}
    </Notice>
  );
}

function Further({ error, onAgain }: AgainProps & { error: unknown }) {
  return (
    <>
      <span className="text-critical">{problemText("", error).detail}</span>
      <Button size="sm" icon={RotateCw} onClick={onAgain}>
        Try again
      </Button>
    </>
  );
}
