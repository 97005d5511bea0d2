import type { KeyboardEvent, PointerEvent } from "react";
import type { Gap, Lines } from "./lines";
import { chartColour } from "./look";
import { nearest } from "./summary";

/** What the cursor is at: the sample of a moment, which it stays at while newer ones come, or a gap. */
export type Cursor = { time: number } | { gap: Gap } | undefined;

interface Props {
  title: string;
  lines: Lines;
  gaps: readonly Gap[];
  from: number;
  to: number;
  min: number;
  max: number;
  /** The place of the sample that the cursor is at. */
  index: number | undefined;
  onCursor: (cursor: Cursor) => void;
  /** The sample in words. */
  say: (index: number) => string;
}

/**
 * Lies over the plot, follows the pointer and takes the arrow keys. It is a slider, because that is what screen readers
 * hand the arrow keys to, and whose value they say after each of them.
 */
export function CursorLayer({ title, lines, gaps, from, to, min, max, index, onCursor, say }: Props) {
  const count = lines.times.length;
  const go = (place: number) => onCursor({ time: lines.times[place] ?? 0 });
  const follow = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const moment = from + ((event.clientX - left) / width) * (to - from);
    const gap = gaps.find((one) => one.from <= moment && moment <= one.to);
    if (gap) onCursor({ gap });
    else go(nearest(lines.times, moment));
  };
  const press = (event: KeyboardEvent) => {
    const next = moved(event.key, index ?? count - 1, count);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(next);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Sample of ${title}`}
      aria-valuemin={0}
      aria-valuemax={count - 1}
      aria-valuenow={index ?? count - 1}
      aria-valuetext={say(index ?? count - 1)}
      className="absolute inset-0 touch-pan-y rounded-1"
      onPointerDown={follow}
      onPointerMove={follow}
      onPointerLeave={() => onCursor(undefined)}
      // From here on it says one sample, and not the newest of every reading.
      onFocus={() => go(count - 1)}
      onBlur={() => onCursor(undefined)}
      onKeyDown={press}
    >
      {index === undefined ? null : (
        <Crosshair
          lines={lines}
          index={index}
          left={(at) => (at - from) / (to - from)}
          top={(v) => (max - v) / (max - min)}
        />
      )}
    </div>
  );
}

/** Where a key takes the cursor; undefined for a key that is none of ours. A long series moves by more than one. */
function moved(key: string, index: number, count: number): number | undefined {
  const step = Math.max(1, Math.round(count / 240));
  const steps: Record<string, number> = {
    ArrowLeft: -step,
    ArrowDown: -step,
    ArrowRight: step,
    ArrowUp: step,
    PageDown: -10 * step,
    PageUp: 10 * step,
    Home: -count,
    End: count,
  };
  const by = steps[key];
  return by === undefined ? undefined : Math.min(count - 1, Math.max(0, index + by));
}

interface CrosshairProps {
  lines: Lines;
  index: number;
  /** Both as parts of the plot, 0 to 1. */
  left: (time: number) => number;
  top: (value: number) => number;
}

function Crosshair({ lines, index, left, top }: CrosshairProps) {
  const x = `${left(lines.times[index] ?? 0) * 100}%`;
  return (
    <>
      <span className="absolute inset-y-0 w-px -translate-x-1/2 bg-edge" style={{ left: x }} />
      {lines.series.map((values, series) => {
        const value = values[index];
        if (value === null || value === undefined) return null;
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
            key={series}
            className="absolute size-2 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-main"
            style={{ left: x, top: `${top(value) * 100}%`, background: `var(${chartColour(series)})` }}
          />
        );
      })}
    </>
  );
}
