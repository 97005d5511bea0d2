import { cx } from "@/shared/lib/cx";

const [width, height] = [44, 16];
// A little air, so that a line of 1.25 px is whole at the top and at the foot.
const [top, foot] = [2, 14];

interface Props {
  /** Oldest first; null where there was no reading. */
  values: readonly (number | null)[];
  bad?: boolean;
}

/** A line without scale beside the number that says it, so it is hidden from assistive technology. Flat at zero. */
export function Sparkline({ values, bad = false }: Props) {
  const highest = values.reduce<number>((high, value) => Math.max(high, value ?? 0), 0);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className={cx(bad ? "text-critical" : highest === 0 && "text-fg-3")}
      style={bad || highest === 0 ? undefined : { color: "var(--chart-1)" }}
    >
      <path
        d={pathOf(values, highest)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** Lifts the pen wherever nothing was read. A reading by itself is a dot. */
function pathOf(values: readonly (number | null)[], highest: number): string {
  const step = width / Math.max(1, values.length - 1);
  let down = false;
  let path = "";
  values.forEach((value, index) => {
    if (value === null) {
      down = false;
      return;
    }
    const point = `${(width - (values.length - 1 - index) * step).toFixed(1)} ${(foot - (Math.max(0, value) / (highest || 1)) * (foot - top)).toFixed(1)}`;
    path += down ? `L${point}` : `M${point}h0`;
    down = true;
  });
  return path;
}
