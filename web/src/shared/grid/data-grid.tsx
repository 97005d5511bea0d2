import { useCallback, useMemo, useRef } from "react";
import { GridBody } from "./grid-body";
import { GridProvider } from "./grid-context";
import { Head } from "./head";
import { narrowLayout } from "./narrow";
import type { DataGridProps } from "./props";
import { gridTemplate } from "./template";
import { useColumns } from "./use-columns";
import { useResize } from "./use-resize";
import { useTicks } from "./use-ticks";
import { useWidth } from "./use-width";

/** Up to here a row has two lines; it is also where the tokens begin to make room for fingers. */
const narrowest = 640;

/**
 * Draws any list of the product, of any length: head, rows, states, keys, selection. A page says what the columns are and
 * what the server said; see DataGridProps. It fills its parent, a column with a height. It has two parts: this one is drawn when columns or data change, the body in it
 * also while somebody scrolls.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { name, sort, onSort, shortcuts = true } = props;
  const columns = useColumns({ name, columns: props.columns, sort, onSort });
  const { dragged, edge } = useResize(columns.setWidth);
  const { width, ref } = useWidth();
  const ticks = useTicks(props);
  const isNarrow = width > 0 && width <= narrowest;
  const withTicks = ticks !== undefined;
  const narrow = useMemo(
    () => (isNarrow ? narrowLayout(columns.shown, withTicks) : undefined),
    [isNarrow, columns.shown, withTicks],
  );
  const widths = dragged ? { ...columns.widths, [dragged.id]: dragged.px } : columns.widths;
  const { template, min } = gridTemplate({ columns: columns.shown, widths, ticks: withTicks });
  const body = useRef<{ focusRows: () => void }>({ focusRows: () => undefined });
  const focusRows = useCallback(() => body.current.focusRows(), []);
  return (
    <GridProvider value={{ narrow: isNarrow, shortcuts, columns, focusRows }}>
      <div ref={ref} className="flex min-h-0 min-w-0 flex-1 flex-col bg-main">
        {props.toolbar}
        <GridBody
          handle={body}
          grid={props}
          columns={columns}
          ticks={ticks}
          narrow={narrow}
          measured={width > 0}
          template={template}
          minWidth={min}
          head={
            <Head
              columns={columns}
              narrow={narrow}
              ticked={ticks?.state}
              onTickAll={() => (ticks?.state === "all" ? ticks.none() : ticks?.all())}
              edge={edge}
              onLeave={focusRows}
            />
          }
        />
      </div>
    </GridProvider>
  );
}
