import { Layers, SlidersHorizontal } from "lucide-react";
import { useMemo, useState } from "react";
import type { Sort } from "@/shared/grid/column";
import { DataGrid } from "@/shared/grid/data-grid";
import { FilterChip } from "@/shared/grid/filter-chip";
import { FilterField } from "@/shared/grid/filter-field";
import { Freshness } from "@/shared/grid/freshness";
import { GridToolbar } from "@/shared/grid/toolbar";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { NothingFound } from "@/shared/ui/nothing-found";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import { streamColumns } from "./grid-data/stream-columns";
import { answer, makeStreams, type Stream } from "./grid-data/streams";
import { useAddress } from "./grid-data/use-address";

const all = makeStreams(148);

/** The list of streams as its page will have it: sort, filter and selection in the address. */
function Streams() {
  const [selected, setSelected] = useAddress("selected");
  const [filter = "", setFilter] = useAddress("filter");
  const [order = "name", setOrder] = useAddress("sort");
  const [at, setAt] = useState(() => Date.now());
  const [opened, setOpened] = useState<Stream>();
  const [kind, setKind] = useState("any");
  const sort: Sort = { by: order.replace(/^-/, ""), desc: order.startsWith("-") };
  const { by, desc } = sort;
  const rows = useMemo(() => answer(all, { filter, sort: { by, desc } }), [filter, by, desc]);
  return (
    <DataGrid
      name="design-streams"
      label="Streams"
      columns={streamColumns}
      rows={rows}
      rowKey={({ name }) => name}
      total={rows.length}
      query={filter}
      sort={sort}
      onSort={(next) => setOrder(`${next.desc ? "-" : ""}${next.by}`)}
      selected={selected}
      onSelect={setSelected}
      href={({ name }) => `${location.pathname}?stream=${encodeURIComponent(name)}#grid`}
      onOpen={setOpened}
      source={opened ? <span role="status">opened {opened.name}</span> : undefined}
      empty={
        <EmptyState icon={Layers} title="No streams in this account yet">
          A stream keeps messages.
        </EmptyState>
      }
      nothing={
        <NothingFound
          query={filter}
          searched={`${plural(all.length, "stream")} were searched, by name and subject.`}
          nearest="ORDERS"
          onNearest={setFilter}
          onClear={() => setFilter(undefined)}
        />
      }
      toolbar={
        <GridToolbar
          filter={<FilterField label="Filter by name or subject" value={filter} onChange={setFilter} />}
          fresh={<Freshness what={plural(rows.length, "stream")} at={at} onRefresh={() => setAt(Date.now())} />}
          whenNarrow={<Button icon={SlidersHorizontal}>Filters</Button>}
        >
          <FilterChip what="Kind" value={kind} options={kinds} onChange={setKind} />
        </GridToolbar>
      }
    />
  );
}

const kinds = ["any", "stream", "mirror"].map((value) => ({ value, label: value }));

/** Rows to choose from for something that is done to many. */
function Ticked() {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(["ORDERS", "PAYMENTS"]));
  return (
    <DataGrid
      name="design-ticked"
      label="Streams to choose from"
      columns={streamColumns}
      rows={all.slice(0, 40)}
      rowKey={({ name }) => name}
      total={148}
      ticked={ticked}
      onTick={setTicked}
      href={({ name }) => `#${name}`}
      shortcuts={false}
    />
  );
}

function Grid() {
  return (
    <>
      <Specimen title="Streams" note="sort, filter and selection in the address; / j k ↵ Esc work from anywhere" flush>
        <div className="flex h-[620px] flex-col border-line border-t">
          <Streams />
        </div>
      </Specimen>
      <Specimen title="Several at once" note="Space, Shift with arrows or a click, Ctrl or ⌘ A" flush>
        <div className="flex h-80 flex-col border-line border-t">
          <Ticked />
        </div>
      </Specimen>
    </>
  );
}

export const section: DesignSection = { title: "Grid", order: 30, Component: Grid };
