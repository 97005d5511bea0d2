import { cx } from "@/shared/lib/cx";
import type { Quantity as Value } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";
import { chartColour, dashOf } from "./look";

interface Key {
  name: string;
  /** What it is where the cursor stands. */
  value: Value | undefined;
}

interface Props {
  id: string;
  level: 2 | 3;
  title: string;
  note: string;
  keys: readonly Key[];
  table: boolean;
  onTable: (table: boolean) => void;
}

/** What is shown and in which colour. It is as high with the values of the cursor as without them. */
export function ChartHeading({ id, level, title, note, keys, table, onTable }: Props) {
  const Heading = level === 2 ? "h2" : "h3";
  const many = keys.length > 2;
  const other = table ? "Chart" : "Table";
  return (
    <div className="mb-2 text-small">
      <div className="flex min-h-4 items-center gap-2">
        <Heading id={id} className="shrink-0 font-semibold">
          {title}
        </Heading>
        <span className="truncate-line flex-1 text-fg-3">{note}</span>
        {many ? null : <Keys keys={keys} />}
        <button
          type="button"
          aria-label={`${other} of ${title}`}
          onClick={() => onTable(!table)}
          className="-my-1.5 shrink-0 rounded-1 py-1.5 text-accent hover:underline max-sm:-my-3.5 max-sm:py-3.5"
        >
          {other}
        </button>
      </div>
      {many ? <Keys keys={keys} steady /> : null}
    </div>
  );
}

/** `steady` gives each its place in a grid, so that nothing wraps anew while the cursor moves. */
function Keys({ keys, steady = false }: { keys: readonly Key[]; steady?: boolean }) {
  return (
    <ul
      className={cx(
        "gap-x-3 gap-y-1 text-fg-2",
        steady ? "mt-1.5 grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))]" : "flex shrink-0",
      )}
    >
      {keys.map(({ name, value }, index) => (
        <li key={name} className="inline-flex min-w-0 items-center gap-1.5">
          <Swatch index={index} />
          <span className="truncate-line">{name}</span>
          {value ? (
            <span className={cx("font-medium text-fg", steady && "min-w-16")}>
              {value ? <Quantity of={value} /> : null}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ index }: { index: number }) {
  const dash = dashOf(index);
  const width = dash ? 16 : 12;
  return (
    <svg width={width} height="2" aria-hidden="true">
      <line
        x2={width}
        y1="1"
        y2="1"
        strokeWidth="2"
        strokeDasharray={dash?.join(" ")}
        style={{ stroke: `var(${chartColour(index)})` }}
      />
    </svg>
  );
}
