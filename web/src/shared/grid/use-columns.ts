import {
  type ColumnDef,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { type Column, clampWidth, linkColumn, type Sort } from "./column";
import { type ColumnChoice, columnChoice, noChoice } from "./column-choice";

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  rowSortingFeature,
});

// The table is asked about columns only. Rows come sorted and filtered from the server, a million of them at times, and an
// object for each would be built for nothing.
const noRows: never[] = [];

export interface ColumnModel<T> {
  /** What is shown, in its order; the same list as long as nothing of it changes. */
  shown: readonly Column<T>[];
  link: Column<T> | undefined;
  /** All of them, for the menu. */
  all: readonly { id: string; title: string; shown: boolean; fixed: boolean }[];
  widths: ColumnChoice["widths"];
  /** Whether anything differs from what the page made. */
  changed: boolean;
  sorted: Sort | undefined;
  /** Undefined where the order is nobody's choice. */
  sortBy: ((id: string) => void) | undefined;
  show: (id: string, shown: boolean) => void;
  /** Among those shown, one place further or back. */
  move: (id: string, by: 1 | -1) => void;
  /** Undefined is the width the page gave it. */
  setWidth: (id: string, px: number | undefined) => void;
  reset: () => void;
}

interface Options<T> {
  /** The choice of columns is kept under it. */
  name: string;
  columns: readonly Column<T>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

/** The column model: which are shown, in which order, how wide, and what is sorted by. */
export function useColumns<T>({ name, columns, sort, onSort }: Options<T>): ColumnModel<T> {
  const store = columnChoice(name);
  const choice = store.use();
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const link = linkColumn(columns);
  const defs = useMemo(() => columns.map((column) => define(column, link?.id)), [columns, link]);
  const state = useMemo(() => stateOf(columns, choice, sort), [columns, choice, sort]);
  const change = <K extends keyof ColumnChoice>(key: K, value: ColumnChoice[K]) =>
    store.set({ ...store.get(), [key]: value });
  const table = useTable({
    features,
    columns: defs,
    data: noRows,
    state,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    onSortingChange: (next) => {
      const [first] = functionalUpdate(next, state.sorting);
      if (first) onSort?.({ by: first.id, desc: first.desc });
    },
    onColumnVisibilityChange: (next: Updater<Record<string, boolean>>) =>
      change("shown", functionalUpdate(next, state.columnVisibility)),
    onColumnOrderChange: (next: Updater<string[]>) => change("order", functionalUpdate(next, state.columnOrder)),
    onColumnSizingChange: (next: Updater<Record<string, number>>) =>
      change("widths", functionalUpdate(next, state.columnSizing)),
  });

  const visible = table.getVisibleLeafColumns();
  const shown = useMemo(() => visible.flatMap(({ id }) => byId.get(id) ?? []), [visible, byId]);
  return {
    shown,
    link,
    all: table.getAllLeafColumns().flatMap((column) => {
      const known = byId.get(column.id);
      if (!known) return [];
      return [{ id: known.id, title: known.title, shown: column.getIsVisible(), fixed: !column.getCanHide() }];
    }),
    widths: choice.widths,
    changed: choice !== noChoice && JSON.stringify(choice) !== JSON.stringify(noChoice),
    sorted: sort,
    sortBy: onSort ? (id) => table.getColumn(id)?.toggleSorting() : undefined,
    show: (id, next) => table.getColumn(id)?.toggleVisibility(next),
    move: (id, by) => table.setColumnOrder(moved(visible, table.getAllLeafColumns(), id, by)),
    setWidth: (id, px) => table.setColumnSizing((widths) => withWidth(widths, id, px)),
    reset: () => store.set(noChoice),
  };
}

type ColumnWithoutRow = Pick<Column<never>, "id" | "title" | "sort">;

function define({ id, title, sort }: ColumnWithoutRow, link: string | undefined): ColumnDef<typeof features, RowData> {
  return {
    id,
    header: title,
    // Never called, as there are no rows; a column without it counts as one that cannot be sorted.
    accessorFn: () => undefined,
    enableSorting: sort !== undefined,
    sortDescFirst: sort === "desc",
    enableHiding: id !== link,
  };
}

function stateOf<T>(columns: readonly Column<T>[], choice: ColumnChoice, sort: Sort | undefined) {
  const hidden = columns.filter(({ optional }) => optional).map(({ id }) => [id, false] as const);
  const link = linkColumn(columns)?.id;
  const visibility: Record<string, boolean> = { ...Object.fromEntries(hidden), ...choice.shown };
  // Whatever was kept, from another version for example: a row without its name is of no use.
  if (link) visibility[link] = true;
  return {
    columnVisibility: visibility,
    columnOrder: [...choice.order],
    columnSizing: { ...choice.widths },
    sorting: sort ? [{ id: sort.by, desc: sort.desc }] : [],
  };
}

/** The order of all columns after one of the shown ones has changed places with its neighbour among them. */
function moved(visible: readonly { id: string }[], all: readonly { id: string }[], id: string, by: 1 | -1): string[] {
  const order = all.map((column) => column.id);
  const neighbour = visible[visible.findIndex((column) => column.id === id) + by]?.id;
  if (neighbour === undefined) return order;
  const [from, to] = [order.indexOf(id), order.indexOf(neighbour)];
  order.splice(to, 0, ...order.splice(from, 1));
  return order;
}

function withWidth(widths: Record<string, number>, id: string, px: number | undefined): Record<string, number> {
  const { [id]: _, ...rest } = widths;
  return px === undefined ? rest : { ...rest, [id]: clampWidth(px) };
}
