import type { Format } from "@/payload/detect";
import { hexText } from "@/payload/hex";
import { wholeText } from "@/payload/member";
import type { Opened } from "@/payload/open";
import { inSlices } from "@/payload/slices";
import { escapedText } from "@/payload/visible";
import { oneOf, stored } from "@/shared/lib/stored";

export type View = "pretty" | "tree" | "hex" | "raw";

export const viewLabels: Record<View, string> = { pretty: "Pretty", tree: "Tree", hex: "Hex", raw: "Raw" };

/** The view this person likes, where a payload has it; and whether they like long lines wrapped. */
export const likedView = stored("payload-view", oneOf(["pretty", "tree", "hex", "raw"]));
export const likedWrap = stored("payload-wrap", oneOf(["off", "on"]));

const values: ReadonlySet<Format> = new Set<Format>(["json", "json-lines", "msgpack", "cbor"]);

/** Whether the bytes themselves are something to read. */
export const isText = (format: Format) => format === "json" || format === "json-lines" || format === "text";

/** What can be made of a payload: values have a tree, and only what can be read has a pretty form. */
export function viewsOf(format: Format): readonly View[] {
  if (values.has(format)) return ["pretty", "tree", "hex", "raw"];
  return format === "text" ? ["pretty", "hex", "raw"] : ["hex", "raw"];
}

/** What is copied: a value as it is shown, bytes in hex, text as it is. All of it, not just what is drawn. */
export function copyOf({ lines, content }: Pick<Opened, "lines" | "content">, view: View): Promise<string> {
  if (view === "hex") return inSlices(hexText(content));
  return inSlices(view !== "raw" && lines.structure ? wholeText(lines) : escapedText(content));
}
