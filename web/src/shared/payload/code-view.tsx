import { useEffect, useMemo } from "react";
import type { Matches } from "@/payload/find";
import { type Lines, lineAt } from "@/payload/lines";
import { cutRows, indentOf, longestBinaryRow, longestRow, maxIndent, type Row, type Rows } from "@/payload/rows";
import { createTokenizer, type Token } from "@/payload/tokens";
import { CodeRegion, Gutter, gutterWidth, lineHeight } from "@/shared/code/code-region";
import { type Box, useBox } from "@/shared/code/use-box";
import { useCharacterWidth } from "@/shared/code/use-character-width";
import { type RowWindow, useRowWindow } from "@/shared/code/use-row-window";
import { formatCount } from "@/shared/lib/format";
import { SegmentText } from "./segment-text";
import { cutSegments } from "./segments";

interface Props {
  label: string;
  lines: Lines;
  wrap: boolean;
  matches: Matches;
  current: number | undefined;
  /** Control characters are spelled out, tabs and line ends too. */
  raw?: boolean;
  /** It is no text at all: most of it is spelled out. */
  binary?: boolean;
}

/** Lines with their numbers: a laid out value in its colours, or text. However long, only what is seen is drawn. */
export function CodeView({ label, lines, wrap, matches, current, raw = false, binary = false }: Props) {
  const box = useBox();
  const character = useCharacterWidth();
  const digits = String(lines.count).length;
  const seen = Math.floor((box.width - gutterWidth(digits) - 16) / character);
  const longest = binary ? longestBinaryRow : longestRow;
  const columns = wrap && box.width > 0 ? Math.max(binary ? Math.floor(seen / 4) : seen, 24) : longest;
  const rows = useMemo(() => cutRows(lines, columns), [lines, columns]);
  const window = useRowWindow(rows.count, lineHeight, box);
  const tokens = useMemo(() => (lines.structure ? createTokenizer(lines) : undefined), [lines]);
  useReveal({ window, box, rows, lines, matches, current });
  const widest =
    Math.min(lines.longest + Math.min(lines.deepest, maxIndent) * 2, longest) * (binary ? 4 : 1) + digits + 12;
  return (
    <CodeRegion
      label={label}
      window={window}
      columns={wrap ? 0 : widest}
      row={(index) => (
        <CodeRow
          key={index}
          lines={lines}
          row={rows.at(index)}
          digits={digits}
          indent={indentOf(lines.structure?.depths[rows.at(index).line] ?? 0, columns)}
          tokens={tokens?.(rows.at(index).line)}
          matches={matches}
          current={current}
          raw={raw}
        />
      )}
    />
  );
}

/** Goes to the match that the reader is at, down to its line and along it. */
function useReveal({
  window: { reveal },
  box: { element },
  rows,
  lines,
  matches,
  current,
}: { window: RowWindow; box: Box; rows: Rows } & Pick<Props, "lines" | "matches" | "current">) {
  const offset = current === undefined ? undefined : matches.froms[current];
  useEffect(() => {
    if (offset === undefined) return;
    reveal(rows.of(lineAt(lines, offset), offset), "middle");
    const frame = requestAnimationFrame(() =>
      element.current?.querySelector("mark[data-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    );
    return () => cancelAnimationFrame(frame);
  }, [offset, rows, lines, reveal, element]);
}

interface RowProps extends Pick<Props, "lines" | "matches" | "current" | "raw"> {
  row: Row;
  digits: number;
  indent: number;
  tokens: readonly Token[] | undefined;
}

function CodeRow({ lines, row, digits, indent, tokens = [], matches, current = -1, raw }: RowProps) {
  const depth = lines.structure?.depths[row.line] ?? 0;
  return (
    <div className="h-[18px] overflow-y-clip bg-inherit whitespace-pre [tab-size:4]">
      <Gutter digits={digits}>{row.piece === 0 ? row.line + 1 : null}</Gutter>
      {" ".repeat(indent)}
      {depth > maxIndent && row.piece === 0 ? (
        <span className="mr-2 text-fg-3 select-none" title={`Nested ${formatCount(depth)} levels deep`}>
          +{formatCount(depth - maxIndent)}
        </span>
      ) : null}
      {cutSegments(row.from, row.to, { tokens, matches, current }).map((segment) => (
        <SegmentText key={segment.from} bytes={lines.bytes} segment={segment} tabs={raw} />
      ))}
    </div>
  );
}
