import type { CSSProperties } from "react";
import { Foot } from "./foot";
import { GridProvider } from "./grid-context";
import { Head } from "./head";
import { LoadingRows } from "./loading-rows";
import type { DataGridProps } from "./props";
import { asGrid } from "./roles";
import { Rows } from "./rows";
import { gridTemplate } from "./template";
import { useDataGrid } from "./use-data-grid";

// The gutter beside the head belongs to the head; and the browser must not hold on to rows that it thinks have moved.
const scrollLook =
  "relative min-h-0 flex-1 overflow-x-auto overflow-y-scroll [overflow-anchor:none] [scrollbar-color:var(--line-strong)_transparent] [scrollbar-width:thin] bg-[linear-gradient(var(--sub)_27px,var(--line)_27px_28px,transparent_28px)]";

/**
 * Draws any list of the product, of any length: head, rows, states, keys, selection. A page says what the columns are and
 * what the server said; see DataGridProps.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const grid = useDataGrid(props);
  const { columns, narrow, room, scroller, sizes, active, ticks, seen } = grid;
  const { rows, total, loading = false, hasMore = false } = props;
  const { template, min } = gridTemplate({ columns: columns.shown, widths: grid.widths, ticks: ticks !== undefined });
  const vars = {
    "--grid-columns": template,
    "--grid-narrow": narrow?.template,
  } as CSSProperties;
  const none = rows.length === 0 && !loading;
  return (
    <GridProvider value={grid.context}>
      <div ref={grid.container} className="flex min-h-0 min-w-0 flex-1 flex-col bg-main">
        {props.toolbar}
        <div
          ref={scroller.element}
          className={scrollLook}
          style={{ "--grid-width": `${scroller.size.width}px` } as CSSProperties}
          {...grid.pointer}
        >
          <span ref={sizes.probe} aria-hidden className="invisible absolute h-row w-0" />
          <div style={{ minWidth: narrow ? undefined : min }}>
            {props.notice ? (
              <div
                ref={room.line}
                className="sticky top-7 left-0 z-1 w-(--grid-width)"
                style={{ marginBottom: -room.height }}
              >
                {props.notice}
              </div>
            ) : null}
            <div
              {...asGrid({
                label: props.label,
                busy: loading,
                rows: grid.count,
                columns: columns.shown.length + (ticks ? 1 : 0),
                many: ticks !== undefined,
              })}
              style={vars}
              {...grid.events}
            >
              <Head
                columns={columns}
                narrow={narrow}
                ticked={ticks?.state}
                onTickAll={() => (ticks?.state === "all" ? ticks.none() : ticks?.all())}
                edge={grid.edge}
                onLeave={grid.focusRows}
              />
              {loading && rows.length === 0 ? (
                <LoadingRows
                  columns={columns.shown}
                  narrow={narrow}
                  height={sizes.usual}
                  view={scroller.view}
                  ticks={ticks !== undefined}
                />
              ) : (
                <Rows
                  grid={props}
                  columns={columns}
                  narrow={narrow}
                  items={grid.items}
                  scroller={scroller}
                  room={room.room}
                  active={active.index}
                />
              )}
            </div>
            {none ? (
              <div className="sticky left-0 w-(--grid-width)">
                {props.problem ? (
                  <div className="p-4 max-sm:px-3">{props.problem}</div>
                ) : (
                  (props.nothing ?? props.empty)
                )}
              </div>
            ) : null}
          </div>
        </div>
        <Foot
          seen={seen}
          loaded={rows.length}
          hasMore={hasMore}
          loading={loading && rows.length === 0}
          total={total}
          ticked={props.ticked?.size ?? 0}
          onUntick={() => ticks?.none()}
          sortedBy={grid.sortedBy}
          source={props.source}
          keys={grid.keys}
          narrow={narrow !== undefined}
        />
      </div>
    </GridProvider>
  );
}
