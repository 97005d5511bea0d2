import type { Matches } from "@/payload/find";
import { type Lines, lineEnd } from "@/payload/lines";
import { indentOf } from "@/payload/rows";
import { tokenize } from "@/payload/tokens";
import { visibleBytes } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { syntax } from "@/shared/code/syntax";
import { cx } from "@/shared/lib/cx";
import { formatBytes, quantityText } from "@/shared/lib/format";
import { cutSegments } from "@/shared/payload/segments";
import type { Mark } from "./words";

/** More of a line is not drawn. What differs behind it is in the payload's own view. */
export const shownLength = 2_000;

interface Props {
  lines: Lines;
  line: number;
  marks: readonly Mark[];
  /** The background of a mark. */
  look: string;
}

/** One line of one side, in its colours, with what differs in it set apart. */
export function DiffText({ lines, line, marks, look }: Props) {
  const from = lines.starts[line] ?? 0;
  const end = lineEnd(lines, line);
  const to = Math.min(end, from + shownLength);
  const tokens = lines.structure ? tokenize(lines.bytes, from, to) : [];
  return (
    <>
      {" ".repeat(indentOf(lines.structure?.depths[line] ?? 0, 1000))}
      {cutSegments(from, to, { tokens, matches: asMatches(from, marks) }).map((segment) => (
        <span
          key={segment.from}
          className={cx(
            "[unicode-bidi:isolate]",
            segment.found ? `rounded-[2px] text-fg ${look}` : segment.kind && syntax[segment.kind],
          )}
        >
          <Parts parts={visibleBytes(lines.bytes, segment.from, segment.to)} />
        </span>
      ))}
      {end > to ? <span className="text-fg-3"> … {quantityText(formatBytes(end - to))} more</span> : null}
    </>
  );
}

function asMatches(from: number, marks: readonly Mark[]): Matches {
  return {
    froms: Uint32Array.from(marks, (mark) => from + mark.from),
    tos: Uint32Array.from(marks, (mark) => from + mark.to),
    more: false,
  };
}
