import { useDelayed } from "@/shared/lib/use-delayed";
import type { Column } from "./column";
import type { NarrowLayout } from "./narrow";
import { asGroup } from "./roles";
import { Row } from "./row";

interface Props<T> {
  columns: readonly Column<T>[];
  narrow: NarrowLayout<T> | undefined;
  height: number;
  /** How much of them there is to see, px. */
  view: number;
  ticks: boolean;
}

/** More of them would say nothing more. */
const most = 12;

/** Bars in the shape of the rows, from 200 ms on. */
export function LoadingRows<T>({ columns, narrow, height, view, ticks }: Props<T>) {
  const late = useDelayed(true, 200);
  if (!late) return null;
  const count = Math.max(1, Math.min(most, Math.floor(view / height)));
  return (
    <div {...asGroup}>
      {Array.from({ length: count }, (_, index) => (
        <Row<T>
          // biome-ignore lint/suspicious/noArrayIndexKey: bars never move.
          key={index}
          row={undefined}
          rowKey={`row ${index + 1}`}
          index={index}
          line={index + 2}
          columns={columns}
          linkId={undefined}
          href={undefined}
          narrow={narrow}
          height={height}
          top={undefined}
          selected={undefined}
          active={false}
          ticked={ticks ? false : undefined}
          stamp=""
        />
      ))}
    </div>
  );
}
