import { Fragment, useEffect } from "react";
import type { Matches } from "@/payload/find";
import { type HexRow, hexRow, hexRowCount } from "@/payload/hex";
import { CodeRegion, lineHeight } from "@/shared/code/code-region";
import { useBox } from "@/shared/code/use-box";
import { useCharacterWidth } from "@/shared/code/use-character-width";
import { useRowWindow } from "@/shared/code/use-row-window";
import { cx } from "@/shared/lib/cx";
import { cutSegments, type Segment } from "./segments";

interface Props {
  label: string;
  bytes: Uint8Array;
  matches: Matches;
  current: number | undefined;
}

/** Offset, gaps, sixteen bytes, and what they are in ASCII: that many columns, and half of the bytes where they do not fit. */
const columnsOf = (width: number) => 8 + 2 + width * 3 + (width > 8 ? 1 : 0) + 1 + width;

/** Bytes as they are. */
export function HexView({ label, bytes, matches, current }: Props) {
  const box = useBox();
  const character = useCharacterWidth();
  const width = box.width > 0 && columnsOf(16) * character + 32 > box.width ? 8 : 16;
  const window = useRowWindow(hexRowCount(bytes.length, width), lineHeight, box);
  const { reveal } = window;
  const offset = current === undefined ? undefined : matches.froms[current];
  useEffect(() => {
    if (offset !== undefined) reveal(Math.floor(offset / width), "middle");
  }, [offset, width, reveal]);
  return (
    <CodeRegion
      label={label}
      window={window}
      columns={columnsOf(width)}
      row={(index) => {
        const from = index * width;
        const to = Math.min(bytes.length, from + width);
        const segments = cutSegments(from, to, { matches, ...(current === undefined ? {} : { current }) });
        return <Row key={index} row={hexRow(bytes, index, width)} from={from} segments={segments} />;
      }}
    />
  );
}

function Row({ row, from, segments }: { row: HexRow; from: number; segments: readonly Segment[] }) {
  return (
    <div className="h-[18px] px-4 whitespace-pre">
      <span className="text-fg-3 select-none">{row.offset}</span>
      {"  "}
      <span>
        {segments.map((segment) => {
          const text = row.hex.slice(hexColumn(segment.from - from), hexColumn(segment.to - from));
          return (
            <Fragment key={segment.from}>
              <Stretch found={segment.found}>{text.trimEnd()}</Stretch>
              {text.slice(text.trimEnd().length)}
            </Fragment>
          );
        })}
        {row.hex.slice(hexColumn((segments.at(-1)?.to ?? from) - from))}
      </span>
      {"  "}
      <span className="text-fg-2">
        {segments.map((segment) => (
          <Stretch key={segment.from} found={segment.found}>
            {row.ascii.slice(segment.from - from, segment.to - from)}
          </Stretch>
        ))}
      </span>
    </div>
  );
}

const hexColumn = (byte: number) => byte * 3 + (byte >= 8 ? 1 : 0);

function Stretch({ found, children }: { found: Segment["found"]; children: string }) {
  if (!found) return children;
  return (
    <mark className={cx("rounded-[2px] bg-accent-tint-2 text-fg", found === "current" && "outline-2 outline-accent")}>
      {children}
    </mark>
  );
}
