import { MessagesSquare, RotateCw, SearchX } from "lucide-react";
import { useMemo } from "react";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import type { Sort } from "@/shared/grid/column";
import { DataGrid } from "@/shared/grid/data-grid";
import { FilterField } from "@/shared/grid/filter-field";
import { Freshness } from "@/shared/grid/freshness";
import { GridToolbar } from "@/shared/grid/toolbar";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { StateBlock } from "@/shared/ui/state-block";
import { PartialNotice } from "@/shared/ui/state-notices";
import { Subject } from "@/shared/ui/subject";
import type { SubjectSort, SubjectsReading } from "../api/subjects";
import { type SubjectRow, subjectColumns } from "./subject-columns";

interface Props {
  reading: SubjectsReading;
  /** Messages in the whole stream, of which each subject has a share. */
  all: number | undefined;
  filter: string;
  onFilter: (filter: string) => void;
  sort: SubjectSort;
  onSort: (sort: SubjectSort) => void;
  /** Where a subject leads, its messages, and going there. */
  href: (subject: string) => string;
  onOpen: (subject: string) => void;
}

/** What is in a stream, subject by subject: those with the most messages first. */
export function SubjectsGrid({ reading, all, filter, onFilter, sort, onSort, href, onOpen }: Props) {
  const { stats } = useConnection();
  const { data, more } = reading;
  const rows = useMemo(
    () =>
      (data ?? []).flatMap((page) =>
        page.subjects.map(({ subject, messages }): SubjectRow => {
          return { subject, messages, share: all ? messages / Math.max(all, messages) : undefined };
        }),
      ),
    [data, all],
  );
  const last = data?.at(-1);
  return (
    <DataGrid
      name="subjects"
      label="Subjects"
      columns={subjectColumns}
      rows={rows}
      rowKey={({ subject }) => subject}
      total={last?.total}
      query={filter}
      sort={orders[sort]}
      onSort={({ by }) => onSort(by === "name" ? "name" : "messages")}
      href={({ subject }) => href(subject)}
      onOpen={({ subject }) => onOpen(subject)}
      loading={!data && !reading.error && stats.state === "active"}
      empty={
        data ? (
          <EmptyState icon={MessagesSquare} title="No messages in this stream">
            Each subject stands here with the number of its messages, as soon as there are some.
          </EmptyState>
        ) : (
          <Unread title="The subjects could not be read" readings={[reading]} />
        )
      }
      nothing={filter && data ? <NoSubject filter={filter} onFilter={onFilter} /> : undefined}
      notice={
        last?.partial ? (
          <PartialNotice
            shown={rows.length}
            total={last.total}
            about
            why="The server did not answer in time for all of them."
            onMore={reading.refresh}
            busy={reading.fetching}
          />
        ) : undefined
      }
      hasMore={more.has}
      loadingMore={more.loading}
      moreProblem={
        more.error ? (
          <>
            <span className="text-critical">{problemText("", more.error).detail}</span>
            <Button size="sm" icon={RotateCw} onClick={more.load}>
              Try again
            </Button>
          </>
        ) : undefined
      }
      onNeedMore={more.load}
      toolbar={
        <GridToolbar
          filter={<FilterField label="Filter, with * and >" value={filter} onChange={onFilter} />}
          fresh={
            last ? (
              <Freshness what={plural(last.total, "subject")} at={reading.readAt} onRefresh={reading.refresh} />
            ) : undefined
          }
        />
      }
    />
  );
}

/** One way round each: nobody looks for the emptiest first, and the API has no such order. */
const orders: Record<SubjectSort, Sort> = {
  messages: { by: "messages", desc: true },
  name: { by: "name", desc: false },
};

/** A filter is a subject, so one without wildcards is one subject alone: not what somebody means who is still typing. */
function NoSubject({ filter, onFilter }: { filter: string; onFilter: (filter: string) => void }) {
  const below = `${filter.replace(/\.+$/, "")}.>`;
  const whole = !/(^|\.)[*>](\.|$)/.test(filter);
  return (
    <StateBlock
      icon={SearchX}
      title={`No message on “${filter}”`}
      actions={
        <>
          {whole ? (
            <Button onClick={() => onFilter(below)}>
              <span>
                Show <Subject name={below} />
              </span>
            </Button>
          ) : null}
          <Button onClick={() => onFilter("")}>Clear filter</Button>
        </>
      }
    >
      {whole
        ? "Without a wildcard it is one subject, and that has none. * stands for one token, > for all that follow."
        : "No subject in this stream is like it."}
    </StateBlock>
  );
}
