import type { CSSProperties, ReactNode, RefObject } from "react";
import { Foot } from "./foot";
import { LoadingRows } from "./loading-rows";
import type { NarrowLayout } from "./narrow";
import type { DataGridProps } from "./props";
import { asGrid } from "./roles";
import { Rows } from "./rows";
import type { ColumnModel } from "./use-columns";
import { useGridBody } from "./use-grid-body";
import type { Ticks } from "./use-ticks";

export interface BodyProps<T> {
  grid: DataGridProps<T>;
  columns: ColumnModel<T>;
  ticks: Ticks | undefined;
  narrow: NarrowLayout<T> | undefined;
  /** The width is known, so that no row turns out to be twice as high. */
  measured: boolean;
  /** The tracks of head and rows, and the width below which they scroll sideways. */
  template: string;
  minWidth: number;
  head: ReactNode;
  /** What the toolbar and the head may ask of it. */
  handle: RefObject<{ focusRows: () => void }>;
}

// The ground is one opaque colour, without which Chromium draws everything anew with every step of the wheel. The browser
// must not hold on to rows that it thinks have moved. And where a page forgets to give a height it is the screen's: a hundred
// thousand rows would be in view otherwise.
const scrollLook =
  "relative max-h-dvh min-h-0 flex-1 overflow-x-auto overflow-y-scroll [overflow-anchor:none] bg-main [scrollbar-color:var(--line-strong)_var(--sub)] [scrollbar-width:thin]";

/** What scrolls, and the foot that says where it is. */
export function GridBody<T>(props: BodyProps<T>) {
  const { grid, columns, ticks, narrow, template, minWidth, head } = props;
  const { room, scroller, sizes, items, count, events, pointer, active, foot, headHeight } = useGridBody(props);
  const { rows, loading = false } = grid;
  const waiting = loading && rows.length === 0;
  return (
    <>
      <div
        ref={scroller.element}
        className={scrollLook}
        style={{ "--grid-width": `${scroller.size.width}px`, "--grid-head": `${headHeight}px` } as CSSProperties}
        {...pointer}
      >
        <span ref={sizes.probe} aria-hidden className="invisible absolute h-row w-0" />
        <div style={{ minWidth: narrow ? undefined : minWidth }}>
          {grid.notice ? (
            <div
              ref={room.line}
              className="sticky top-(--grid-head) left-0 z-1 w-(--grid-width)"
              style={{ marginBottom: -room.height }}
            >
              {grid.notice}
            </div>
          ) : null}
          <div
            {...asGrid({
              label: grid.label,
              busy: loading,
              rows: count,
              columns: columns.shown.length + (ticks ? 1 : 0),
              many: ticks !== undefined,
            })}
            style={{ "--grid-columns": template, "--grid-narrow": narrow?.template } as CSSProperties}
            {...events}
          >
            {head}
            {waiting ? (
              <LoadingRows
                columns={columns.shown}
                narrow={narrow}
                height={sizes.usual}
                view={scroller.view}
                ticks={ticks !== undefined}
              />
            ) : (
              <Rows
                grid={grid}
                columns={columns}
                narrow={narrow}
                items={items}
                scroller={scroller}
                room={room.room}
                active={active}
              />
            )}
          </div>
          {rows.length === 0 && !loading ? (
            <div className="sticky left-0 w-(--grid-width)">
              {grid.problem ? <div className="p-4 max-sm:px-3">{grid.problem}</div> : (grid.nothing ?? grid.empty)}
            </div>
          ) : null}
        </div>
      </div>
      <Foot {...foot} loading={waiting} source={grid.source} narrow={narrow !== undefined} />
    </>
  );
}
