/** Times that rise, and for each of them one value of every series, or null where there was none. */
export interface Lines {
  times: readonly number[];
  series: readonly (readonly (number | null)[])[];
}

/** No samples yet of so many series. */
export function noLines(series: number): Lines {
  return { times: [], series: Array.from({ length: series }, () => []) };
}

/**
 * The lines with one more sample, of which the oldest beyond `capacity` are forgotten. What is not newer than the last is
 * not taken: the same answer can be seen twice.
 */
export function remember(lines: Lines, time: number, values: readonly (number | null)[], capacity: number): Lines {
  const last = lines.times[lines.times.length - 1];
  if (last !== undefined && time <= last) return lines;
  return {
    times: [...lines.times, time].slice(-capacity),
    series: lines.series.map((one, index) => [...one, values[index] ?? null].slice(-capacity)),
  };
}

/** A span of time in which nothing could be read, and why: "Reconnecting". */
export interface Gap {
  from: number;
  to: number;
  label: string;
  /** A link that was put to sleep is nothing to warn of. */
  tone?: "warn" | "parked";
}

/**
 * Puts an empty sample into every gap, and between two samples that are more than two and a half intervals apart when the
 * interval is known, so that no line is drawn across what nobody saw. A hidden page reads nothing, for example.
 */
export function breakLines(lines: Lines, gaps: readonly Gap[], every?: number): Lines {
  const { times, series } = lines;
  const breaks: { before: number; at: number }[] = [];
  for (let index = 1; index < times.length; index++) {
    const [previous, time] = [times[index - 1] ?? 0, times[index] ?? 0];
    const lost = every !== undefined && time - previous > 2.5 * every;
    if (lost || gaps.some(({ from, to }) => from < time && to > previous)) {
      breaks.push({ before: index, at: (previous + time) / 2 });
    }
  }
  if (breaks.length === 0) return lines;
  const insert = <T>(list: readonly T[], what: (at: number) => T): T[] => {
    let done = 0;
    const pieces = breaks.flatMap(({ before, at }) => {
      const piece = [...list.slice(done, before), what(at)];
      done = before;
      return piece;
    });
    return [...pieces, ...list.slice(done)];
  };
  return {
    times: insert(times, (at) => at),
    series: series.map((values) => insert<number | null>(values, () => null)),
  };
}

/** The samples from one moment to another, both included. */
export function within(lines: Lines, from: number, to: number): Lines {
  const { times, series } = lines;
  const [first, last] = [times[0], times[times.length - 1]];
  if (first === undefined || last === undefined || (first >= from && last <= to)) return lines;
  const start = times.findIndex((time) => time >= from);
  const end = times.findLastIndex((time) => time <= to) + 1;
  if (start < 0) return noLines(series.length);
  return { times: times.slice(start, end), series: series.map((values) => values.slice(start, end)) };
}
