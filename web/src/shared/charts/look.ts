import type { Gap } from "./lines";

/** How many colours there are. A seventh line begins again with the first. */
export const colours = 6;

/** The token of a line: --chart-1 for the first. */
export function chartColour(index: number): string {
  return `--chart-${(index % colours) + 1}`;
}

/** Every second line is dashed, so that colour is never alone. */
export function dashOf(index: number): [number, number] | undefined {
  return index % 2 === 1 ? [4, 2] : undefined;
}

/** How a gap is tinted, in the plot and in the table. */
export function gapLook({ tone = "warn" }: Gap): string {
  return tone === "warn" ? "border-warn-line bg-warn-tint text-warn" : "border-parked-line bg-parked-tint text-parked";
}
