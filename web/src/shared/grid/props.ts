import type { ReactNode, RefObject } from "react";
import type { Column, Sort } from "./column";
import type { RowRange } from "./use-need-more";

/** How many the server has in all; `about` when it did not count them. */
export type Total = number | { about: number };

/** What a button outside of the rows may ask of them. */
export interface GridHandle {
  /** A screenful on, or back. */
  page: (by: 1 | -1) => void;
  top: () => void;
  focusRows: () => void;
}

/**
 * A list of anything. The grid neither sorts nor filters nor fetches: it shows what the server said and tells upward what a
 * person wants. Everything that is part of an address, such as sort and selection, comes in and goes out.
 */
export interface DataGridProps<T> {
  /** The choice of columns is kept under it: "streams". */
  name: string;
  /** What the rows are, for a screen reader: "Streams". */
  label: string;
  columns: readonly Column<T>[];
  /** What has been loaded, from the first row on. An undefined one is a row that is not there yet. */
  rows: readonly (T | undefined)[];
  rowKey: (row: T) => string;
  total?: Total | undefined;
  /** What was asked for besides the order, as text: when it changes the list starts at its top again. */
  query?: string | undefined;

  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** "verdict, then unread", when the title of the sorted column does not say it. */
  sortedBy?: string;

  /** The key of the row that is looked at, as the address has it. */
  selected?: string | undefined;
  /** A click, Enter, and Esc without a key. Once a row is selected the selection goes along with the keyboard. */
  onSelect?: (key: string | undefined) => void;
  /** Where a row leads: for a new tab, with the keys and buttons that open one, and without onOpen also for Enter. */
  href?: (row: T) => string;
  /** Enter. Without it Enter selects. */
  onOpen?: (row: T) => void;
  /** Rows get boxes. */
  ticked?: ReadonlySet<string>;
  onTick?: (keys: ReadonlySet<string>) => void;

  /** Rows come sorted by it; a head stands before each group. */
  groupOf?: (row: T) => string;
  groupHead?: (group: string) => ReactNode;
  /** 46 px for rows that need a sentence: all, or those it says. */
  tall?: boolean | ((row: T) => boolean);

  loading?: boolean;
  /** Why there are no rows. */
  problem?: ReactNode;
  /** There is nothing at all: what it would be for. */
  empty?: ReactNode;
  /** The filter left nothing; give it while there is one. */
  nothing?: ReactNode;
  /** One line over the rows: partial, stale, reconnecting, parked. */
  notice?: ReactNode;
  /** Nobody can vouch for the rows any more. */
  stale?: boolean;

  /** The server has rows beyond those loaded. */
  hasMore?: boolean;
  loadingMore?: boolean;
  /** Why the next ones could not be had, with a button to try again. */
  moreProblem?: ReactNode;
  onNeedMore?: (range: RowRange) => void;

  /**
   * For a list without a beginning: the place of the first row, counted from any row. It goes down when rows come before
   * the others and up when they go; what is seen stays where it is.
   */
  start?: number;
  /** Asks for rows before the first. Given while there are some and none are under way. */
  onNeedEarlier?: (() => void) | undefined;
  /** Which rows are seen, whenever others are. */
  onSeen?: (range: RowRange) => void;
  handle?: RefObject<GridHandle | undefined>;

  toolbar?: ReactNode;
  /** At the left of the foot, in place of which part of how much is seen: where nobody can say which part it is. */
  range?: ReactNode;
  /** At the right of the foot: where the rows come from. */
  source?: ReactNode;
  /** Whether j, k and / work from anywhere on the page. Off for a second grid on the same page. */
  shortcuts?: boolean;
}
