import { Layers, RefreshCw, Terminal } from "lucide-react";
import { useState } from "react";
import { DataGrid } from "@/shared/grid/data-grid";
import type { DataGridProps } from "@/shared/grid/props";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { EmptyState } from "@/shared/ui/empty-state";
import { NothingFound } from "@/shared/ui/nothing-found";
import { ProblemView } from "@/shared/ui/problem";
import { PartialNotice, StaleNotice } from "@/shared/ui/state-notices";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import { streamColumns } from "./grid-data/stream-columns";
import { makeStreams, type Stream } from "./grid-data/streams";

const streams = makeStreams(24);
const columns = streamColumns.filter(({ id }) => ["name", "messages", "rate"].includes(id));

function State({ title, note, ...props }: { title: string; note?: string } & Partial<DataGridProps<Stream>>) {
  return (
    <Specimen title={title} {...(note ? { note } : {})} flush>
      <div className="flex h-60 flex-col border-line border-t">
        <DataGrid<Stream>
          name="design-states"
          label={title}
          columns={columns}
          rows={[]}
          rowKey={({ name }) => name}
          sort={{ by: "name", desc: false }}
          shortcuts={false}
          {...props}
        />
      </div>
    </Specimen>
  );
}

/** The line that comes while somebody points at a row: nothing may move. */
function Notices() {
  const [stale, setStale] = useState(false);
  return (
    <>
      <div className="px-4 pt-3">
        <Check label="Stale" checked={stale} onChange={setStale} />
      </div>
      <State
        title="A line that comes and goes"
        note="rows under the pointer stay where they are"
        rows={streams}
        total={24}
        stale={stale}
        {...(stale ? { notice: <Stale onRefresh={() => setStale(false)} /> } : {})}
      />
    </>
  );
}

const read = new Date(2026, 10, 23, 14, 28);
const now = new Date(2026, 10, 23, 14, 32);

function Stale({ onRefresh }: { onRefresh: () => void }) {
  return <StaleNotice at={read} now={now} why="The last refresh failed." onRefresh={onRefresh} />;
}

const nothing = () => undefined;

function States() {
  return (
    <>
      <State title="Loading" note="after 200 ms, without shimmer" loading />
      <State
        title="Empty"
        empty={
          <EmptyState
            icon={Layers}
            title="No streams in this account yet"
            action={<Button look="ink">New stream</Button>}
            cli={<Button icon={Terminal}>nats stream add</Button>}
          >
            A stream keeps the messages of the subjects you name, so that they can be read again.
          </EmptyState>
        }
      />
      <State
        title="Filtered to nothing"
        nothing={
          <NothingFound
            query="ordesr"
            searched="148 streams were searched, by name and subject."
            nearest="ORDERS"
            onNearest={nothing}
            onClear={nothing}
          />
        }
      />
      <State
        title="Error"
        problem={
          <ProblemView
            problem={{
              title: "Streams could not be read",
              detail: "JetStream is offline: no server leads the meta group of eu-west. Nothing was changed.",
              code: "jetstream_unavailable",
              requestId: "01JD8Q7N3K5T",
            }}
            actions={<Button icon={RefreshCw}>Try again</Button>}
          />
        }
      />
      <State
        title="Partial"
        rows={streams}
        total={{ about: 9_800 }}
        notice={
          <PartialNotice
            shown={1_024}
            total={9_800}
            about
            why="The server stopped answering after 5 s."
            onMore={nothing}
          />
        }
      />
      <State title="Stale" rows={streams} total={24} stale notice={<Stale onRefresh={nothing} />} />
      <State title="More is on its way" rows={streams.slice(0, 3)} total={148} hasMore loadingMore />
      <State
        title="More could not be had"
        rows={streams.slice(0, 3)}
        total={148}
        hasMore
        moreProblem={
          <>
            <span className="text-critical">The next 100 could not be read: request timed out.</span>
            <Button size="sm">Try again</Button>
          </>
        }
      />

      <Notices />
    </>
  );
}

export const section: DesignSection = { title: "Grid: states", order: 32, Component: States };
