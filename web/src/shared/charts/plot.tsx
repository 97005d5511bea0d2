import { type ReactNode, useMemo, useRef } from "react";
import { cx } from "@/shared/lib/cx";
import { bucket } from "./bucket";
import { breakLines, type Gap, type Lines } from "./lines";
import { gapLook } from "./look";
import type { Scale } from "./scale";
import { useDrawing, useWidth } from "./use-drawing";
import { timeTicks } from "./words";

interface Props {
  /** What is seen, in one sentence. */
  label: string;
  lines: Lines;
  gaps: readonly Gap[];
  /** The interval of the samples, when they have one. */
  every: number | undefined;
  from: number;
  to: number;
  scale: Scale;
  fill: boolean;
  height: number;
  /** What lies over the lines: the cursor, or why there are none. */
  children: ReactNode;
}

/** Grid, gaps, lines and the two scales. It has its height before the lines are drawn, and keeps it. */
export function Plot({ label, lines, gaps, every, from, to, scale, fill, height, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { min, max } = scale;
  const picture = useMemo(() => {
    if (width === 0 || lines.times.length === 0) return undefined;
    // Samples that are missing are found in all of them, gaps in what is drawn: so neither is bridged.
    const drawn = breakLines(bucket(breakLines(lines, [], every), width), gaps);
    return { lines: drawn, from, to, min, max, fill, width, height };
  }, [lines, gaps, every, from, to, min, max, fill, width, height]);
  const drawing = useDrawing(box, picture);
  const place = (at: number) => Math.min(1, Math.max(0, (at - from) / (to - from)));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] pt-1.5">
      <div className="relative" style={{ height }}>
        {[0, 0.5, 1].map((part) => (
          <span
            key={part}
            className="absolute inset-x-0 h-px"
            style={{ top: `${part * 100}%`, background: "var(--chart-grid)" }}
          />
        ))}
        {gaps.map((gap) => (
          <span
            key={`${gap.from} ${gap.to}`}
            className={cx("absolute inset-y-0 min-w-1 border-x border-dotted", gapLook(gap))}
            style={{ left: `${place(gap.from) * 100}%`, width: `${(place(gap.to) - place(gap.from)) * 100}%` }}
          />
        ))}
        {/* Outside of its box by what draw.ts calls the overhang. */}
        <div ref={box} role="img" aria-label={label} className="absolute -inset-0.5" />
        {drawing === "failed" ? (
          <PlotNote>The part of the page that draws could not be loaded. The table has it all.</PlotNote>
        ) : (
          children
        )}
      </div>
      <div aria-hidden className="relative min-w-11 pl-2 text-fg-3 text-micro">
        {/* They decide how wide the column is, one over the other. */}
        <div className="grid h-0">
          {scale.ticks.map((tick, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: there are always three, and without values all are empty.
              key={index}
              className="col-start-1 row-start-1 h-4 -translate-y-1/2"
              style={{ marginTop: (index * height) / 2 }}
            >
              {tick}
            </span>
          ))}
        </div>
      </div>
      <div aria-hidden className="flex justify-between pt-1.5 text-fg-3 text-micro">
        {timeTicks(from, to).map((tick, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: there are always five, and two of them can read alike.
          <span key={index} className={index % 2 === 1 ? "max-sm:hidden" : undefined}>
            {tick}
          </span>
        ))}
      </div>
    </div>
  );
}

/** A sentence where the lines would be. */
export function PlotNote({ children }: { children: ReactNode }) {
  return (
    <p className="absolute inset-0 flex items-center justify-center text-fg-3 text-small">
      <span className="bg-main px-2">{children}</span>
    </p>
  );
}
