import { useDelayed } from "@/shared/lib/use-delayed";

/** Bars in the shape of what is coming, after 200 ms and without shimmer. */
export function Skeleton({ widths, label }: { widths: readonly number[]; label: string }) {
  const late = useDelayed(true, 200);
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3.5 px-4 py-3.5">
      {late
        ? widths.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars never move.
            <span key={index} className="h-2 rounded-[2px] bg-press" style={{ width: `${width}%` }} />
          ))
        : null}
    </div>
  );
}
