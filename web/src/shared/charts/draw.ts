import uPlot from "uplot";
import "./draw.css";
import type { Lines } from "./lines";
import { chartColour, colours, dashOf } from "./look";

// The only file that knows uPlot, and the one that is loaded when the first chart is shown. It draws lines and nothing
// else: grid, ticks, gaps and cursor are elements over and under its canvas, where styles and screen readers reach them.

export interface Picture {
  lines: Lines;
  from: number;
  to: number;
  min: number;
  max: number;
  /** Tint what lies between the first line and zero. */
  fill: boolean;
  width: number;
  height: number;
}

export interface Drawing {
  show: (picture: Picture) => void;
  end: () => void;
}

/** How far the box reaches over the plot on every side, so that what lies on its edge is drawn whole. */
const overhang = 2;

export function drawInto(box: HTMLElement, first: Picture): Drawing {
  let picture = first;
  let palette = readPalette(box);
  const plot = new uPlot(
    {
      ...sizeOf(first),
      padding: [overhang, overhang, overhang, overhang],
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      hooks: { drawClear: [scaleDashes] },
      scales: {
        x: { time: false, range: () => [picture.from, picture.to] },
        y: { range: () => [picture.min, picture.max] },
      },
      series: [
        {},
        ...first.lines.series.map((_, index) => seriesOptions(index, () => palette, first.fill && index === 0)),
      ],
    },
    dataOf(first.lines),
    box,
  );
  const unwatch = watchColours(() => {
    palette = readPalette(box);
    plot.redraw(false);
  });
  return {
    show(next) {
      const resized = next.width !== picture.width || next.height !== picture.height;
      picture = next;
      plot.batch(() => {
        if (resized) plot.setSize(sizeOf(next));
        plot.setData(dataOf(next.lines));
      });
    },
    end() {
      unwatch();
      plot.destroy();
    },
  };
}

function sizeOf({ width, height }: Picture) {
  return { width, height: height + 2 * overhang };
}

function dataOf({ times, series }: Lines): uPlot.AlignedData {
  return [[...times], ...series.map((values) => [...values])];
}

interface Palette {
  lines: readonly string[];
  fill: string;
}

function seriesOptions(index: number, palette: () => Palette, filled: boolean): uPlot.Series {
  const stroke = () => palette().lines[index % colours] ?? "";
  return {
    stroke,
    width: 1.5,
    ...(filled ? { fill: () => palette().fill, fillTo: 0 } : {}),
    // A sample without neighbours has no line, and would not be seen.
    points: { show: false, filter: alone, size: 4, width: 0, stroke, fill: stroke },
  };
}

/** uPlot measures lines in pixels of the page but dashes in those of the canvas. */
function scaleDashes({ series }: uPlot) {
  series.forEach((one, index) => {
    const dash = index > 0 ? dashOf(index - 1) : undefined;
    if (dash) one.dash = dash.map((length) => length * uPlot.pxRatio);
  });
}

function alone(plot: uPlot, seriesIndex: number): number[] | null {
  const values = plot.data[seriesIndex] ?? [];
  const found: number[] = [];
  for (let index = 0; index < values.length; index++) {
    if (values[index] != null && values[index - 1] == null && values[index + 1] == null) found.push(index);
  }
  return found.length > 0 ? found : null;
}

/** The tokens are registered as colours, so they come resolved for the present theme. */
function readPalette(box: HTMLElement): Palette {
  const style = getComputedStyle(box);
  return {
    lines: Array.from({ length: colours }, (_, index) => style.getPropertyValue(chartColour(index)).trim()),
    fill: style.getPropertyValue("--chart-fill").trim(),
  };
}

/** Calls back when the colours may be others: a theme was chosen, or the system changed its own. */
function watchColours(changed: () => void): () => void {
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", changed);
  return () => {
    chosen.disconnect();
    for (const query of queries) query.removeEventListener("change", changed);
  };
}
