import { useCallback, useMemo, useState } from "react";
import { DataGrid } from "@/shared/grid/data-grid";
import type { RowRange } from "@/shared/grid/use-need-more";
import { formatCount } from "@/shared/lib/format";
import { Segmented } from "@/shared/ui/segmented";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import { type Message, messageAt, messageColumns } from "./grid-data/messages";
import { streamColumns } from "./grid-data/stream-columns";
import { makeStreams, type Stream } from "./grid-data/streams";
import { useAddress } from "./grid-data/use-address";

const sizes = ["10000", "100000", "1000000"] as const;
type Size = (typeof sizes)[number];
const made = new Map<Size, Stream[]>();

function streamsOf(size: Size): Stream[] {
  const known = made.get(size) ?? makeStreams(Number(size));
  made.set(size, known);
  return known;
}

/** Every row is there already: what scrolling costs. */
function Loaded() {
  const [size = "100000", setSize] = useAddress("rows");
  const chosen = sizes.find((one) => one === size) ?? "100000";
  const [selected, setSelected] = useAddress("selected");
  const rows = useMemo(() => streamsOf(chosen), [chosen]);
  return (
    <>
      <div className="px-4 pb-3">
        <Segmented
          label="Rows"
          value={chosen}
          onChange={setSize}
          options={sizes.map((value) => ({ value, label: formatCount(Number(value)) }))}
        />
      </div>
      <div className="flex h-[640px] flex-col border-line border-t">
        <DataGrid<Stream>
          name="design-large"
          label="Many streams"
          columns={streamColumns}
          rows={rows}
          query={chosen}
          rowKey={({ name }) => name}
          total={rows.length}
          selected={selected}
          onSelect={setSelected}
          href={({ name }) => `${location.pathname}?stream=${name}#grid-large`}
        />
      </div>
    </>
  );
}

const pageSize = 200;

/** Pages come as they are wanted, as from a server that answers after a while. */
function Paged() {
  const [rows, setRows] = useState<readonly Message[]>(() => pageOf(0));
  const [loading, setLoading] = useState(false);
  const more = useCallback(() => {
    setLoading(true);
    setTimeout(() => {
      setRows((old) => [...old, ...pageOf(old.length)]);
      setLoading(false);
    }, 250);
  }, []);
  return (
    <DataGrid<Message>
      name="design-paged"
      label="Messages by pages"
      columns={messageColumns}
      rows={rows}
      rowKey={({ sequence }) => String(sequence)}
      total={4_118_006}
      hasMore={rows.length < 4_118_006}
      loadingMore={loading}
      onNeedMore={more}
      source={`${formatCount(rows.length)} loaded`}
      shortcuts={false}
    />
  );
}

const pageOf = (from: number) => Array.from({ length: pageSize }, (_, index) => messageAt(from + index));

const held = 600;

/** A part of a list, read on at both ends; what is far away is let go. */
function Endless() {
  const [{ newest, count, start }, setPart] = useState({ newest: 10_000, count: pageSize, start: 0 });
  const [loading, setLoading] = useState(false);
  const rows = useMemo(() => Array.from({ length: count }, (_, index) => messageAt(newest + index)), [newest, count]);
  const read = (change: (old: { newest: number; count: number; start: number }) => typeof old) => {
    setLoading(true);
    setTimeout(() => {
      setPart(change);
      setLoading(false);
    }, 120);
  };
  const earlier = () =>
    read((old) => {
      const more = Math.min(pageSize, old.newest);
      return { newest: old.newest - more, count: Math.min(held, old.count + more), start: old.start - more };
    });
  const later = () =>
    read((old) => {
      const gone = Math.max(0, old.count + pageSize - held);
      return { newest: old.newest + gone, count: old.count + pageSize - gone, start: old.start + gone };
    });
  return (
    <DataGrid<Message>
      name="design-endless"
      label="Messages without ends"
      columns={messageColumns}
      rows={rows}
      rowKey={({ sequence }) => String(sequence)}
      start={start}
      total={{ about: count }}
      hasMore
      loadingMore={loading}
      onNeedMore={later}
      onNeedEarlier={newest > 0 && !loading ? earlier : undefined}
      range={<span>{formatCount(count)} held</span>}
      shortcuts={false}
    />
  );
}

/** A million places, and only what is looked at is read. */
function Gaps() {
  const [rows, setRows] = useState<readonly (Message | undefined)[]>(() => new Array(1_000_000));
  const [read, setRead] = useState(0);
  const fill = useCallback(({ start, end }: RowRange) => {
    setTimeout(() => {
      setRows((old) => {
        const next = old.slice();
        for (let index = start; index < end; index++) next[index] ??= messageAt(index);
        return next;
      });
      setRead((n) => n + end - start);
    }, 120);
  }, []);
  return (
    <DataGrid<Message>
      name="design-gaps"
      label="A million messages"
      columns={messageColumns}
      rows={rows}
      rowKey={({ sequence }) => String(sequence)}
      total={1_000_000}
      onNeedMore={fill}
      source={`${formatCount(read)} read`}
      shortcuts={false}
    />
  );
}

function Large() {
  return (
    <>
      <Specimen
        title="All loaded"
        note="100,000 rows scroll at 60 fps; a million are scrolled on a shorter scale"
        flush
      >
        <Loaded />
      </Specimen>
      <Specimen title="By pages" note="the next one is asked for before its place is reached" flush>
        <div className="flex h-80 flex-col border-line border-t">
          <Paged />
        </div>
      </Specimen>
      <Specimen title="Without ends" note="rows come before the others too, and what is seen stays where it is" flush>
        <div className="flex h-80 flex-col border-line border-t">
          <Endless />
        </div>
      </Specimen>
      <Specimen title="With gaps" note="bars stand where nothing has been read yet" flush>
        <div className="flex h-80 flex-col border-line border-t">
          <Gaps />
        </div>
      </Specimen>
    </>
  );
}

export const section: DesignSection = { title: "Grid: many rows", order: 33, Component: Large };
