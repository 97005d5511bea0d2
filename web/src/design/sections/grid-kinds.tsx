import { useState } from "react";
import { CellCount, CellName } from "@/shared/grid/cells";
import type { Column, Sort } from "@/shared/grid/column";
import { DataGrid } from "@/shared/grid/data-grid";
import { FilterField } from "@/shared/grid/filter-field";
import { GridToolbar } from "@/shared/grid/toolbar";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import { type Consumer, consumerColumns, consumers, GroupHead, groupOf, needsSentence } from "./grid-data/consumers";
import { hostileNames } from "./grid-data/hostile";
import { type Message, messageAt, messageColumns } from "./grid-data/messages";

const here = (what: string) => `${location.pathname}?${new URLSearchParams({ what })}#grid-kinds`;

function Consumers() {
  const [selected, setSelected] = useState<string | undefined>("shipping-eu");
  const [sort, setSort] = useState<Sort>({ by: "verdict", desc: true });
  return (
    <DataGrid<Consumer>
      name="design-consumers"
      label="Consumers"
      columns={consumerColumns}
      rows={consumers}
      rowKey={({ name }) => name}
      total={412}
      sort={sort}
      onSort={setSort}
      {...(sort.by === "verdict" ? { sortedBy: "verdict, then unread" } : {})}
      selected={selected}
      onSelect={setSelected}
      href={({ name }) => here(name)}
      groupOf={groupOf}
      groupHead={(group) => <GroupHead group={group} />}
      tall={needsSentence}
      source="A verdict is worked out from two readings 10 s apart."
      shortcuts={false}
    />
  );
}

const stored = Array.from({ length: 400 }, (_, back) => messageAt(back));

function Messages() {
  const [selected, setSelected] = useState<string | undefined>("188338103");
  const [sort, setSort] = useState<Sort>({ by: "sequence", desc: true });
  return (
    <DataGrid<Message>
      name="design-messages"
      label="Messages"
      columns={messageColumns}
      rows={sort.desc ? stored : stored.toReversed()}
      rowKey={({ sequence }) => String(sequence)}
      total={4_118_006}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={setSelected}
      href={({ sequence }) => here(String(sequence))}
      source="read in 1.2 ms, direct, from n1-euw"
      shortcuts={false}
      toolbar={<GridToolbar filter={<FilterField label="Subject" value="orders.>" onChange={() => undefined} />} />}
    />
  );
}

interface Named {
  name: string;
  length: number;
}

const nameColumns: readonly Column<Named>[] = [
  { id: "name", title: "Name", cell: ({ name }) => <CellName>{name}</CellName>, width: { min: 150 } },
  {
    id: "length",
    title: "Characters",
    cell: ({ length }) => <CellCount>{length}</CellCount>,
    width: 110,
    align: "right",
    narrow: "right",
  },
];
const names = hostileNames.map((name) => ({ name, length: name.length }));

function Hostile() {
  return (
    <DataGrid<Named>
      name="design-hostile"
      label="Hostile names"
      columns={nameColumns}
      rows={names}
      rowKey={({ name }) => name}
      total={names.length}
      href={({ name }) => here(name.toWellFormed().slice(0, 100))}
      shortcuts={false}
    />
  );
}

function Kinds() {
  return (
    <>
      <Specimen title="Consumers" note="groups, and rows that need a sentence" flush>
        <div className="flex h-[540px] flex-col border-line border-t">
          <Consumers />
        </div>
      </Specimen>
      <Specimen title="Messages" note="the number is the link" flush>
        <div className="flex h-96 flex-col border-line border-t">
          <Messages />
        </div>
      </Specimen>
      <Specimen title="Hostile names" note="one line each, nothing turned around, whole in the title" flush>
        <div className="flex h-[480px] flex-col border-line border-t">
          <Hostile />
        </div>
      </Specimen>
    </>
  );
}

export const section: DesignSection = { title: "Grid: kinds of rows", order: 31, Component: Kinds };
