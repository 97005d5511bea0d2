// A browser cuts off an element that is too high (33 million px in Chromium, 17.8 in Firefox), and a long way down it places
// things only roughly. A million rows are higher. So what is scrolled is never higher than `tallest`, and a position in it
// stands for a position among the rows: one to one near both ends, where people read, and in between as coarse as needed.

/** The height that what is scrolled may have, px. */
export const tallest = 8_000_000;
/** How far from either end a pixel is a pixel. */
const exact = 1_000_000;

export interface Scale {
  /** The height of what is scrolled. */
  height: number;
  /** The furthest position, of the scrollbar and among the rows. */
  bar: number;
  rows: number;
  toRows: (bar: number) => number;
  toBar: (rows: number) => number;
}

const within = (n: number, max: number) => Math.min(max, Math.max(0, n));

/** Fits `total` px of rows, seen through a window of `view` px, into what a browser can scroll. */
export function fitScale(total: number, view: number, limit = tallest): Scale {
  const height = Math.min(total, limit);
  const bar = Math.max(0, height - view);
  const rows = Math.max(0, total - view);
  if (rows === bar) {
    const same = (n: number) => within(n, bar);
    return { height, bar, rows, toRows: same, toBar: same };
  }
  const edge = Math.min(exact, bar / 4);
  const factor = (rows - 2 * edge) / (bar - 2 * edge);
  return {
    height,
    bar,
    rows,
    toRows: (n) => {
      if (n <= edge) return within(n, rows);
      if (n >= bar - edge) return within(rows - (bar - n), rows);
      return edge + (n - edge) * factor;
    },
    toBar: (n) => {
      if (n <= edge) return within(n, bar);
      if (n >= rows - edge) return within(bar - (rows - n), bar);
      return edge + (n - edge) / factor;
    },
  };
}

/** Where the scrollbar is, and what it stands for. `rows - bar` is a whole number, so that rows stay sharp. */
export interface Place {
  bar: number;
  rows: number;
}

/**
 * The place after the scrollbar has moved to `bar`. A wheel or a finger moves the rows by as much as it moves; only a jump,
 * of the scrollbar's thumb for example, is taken for what it stands for.
 */
export function follow(scale: Scale, from: Place, bar: number, view: number): Place {
  const moved = bar - from.bar;
  const atEnd = bar <= 0 || bar >= scale.bar - 1; // the browser rounds
  if (Math.abs(moved) > 4 * view || atEnd) return place(scale, bar, scale.toRows(bar));
  return place(scale, bar, from.rows + moved);
}

/** The place that shows the rows from `rows` on, with the scrollbar where it belongs. */
export function placeAt(scale: Scale, rows: number): Place {
  const to = within(rows, scale.rows);
  return { bar: scale.toBar(to), rows: to };
}

function place(scale: Scale, bar: number, rows: number): Place {
  return { bar, rows: bar + Math.round(within(rows, scale.rows) - bar) };
}
