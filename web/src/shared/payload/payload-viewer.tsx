import { CircleDashed } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { fileName } from "@/payload/file-name";
import { textLines } from "@/payload/lines";
import type { Opened } from "@/payload/open";
import { cx } from "@/shared/lib/cx";
import { formatBytes, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { Skeleton } from "@/shared/ui/skeleton";
import { CodeView } from "./code-view";
import { FindBar } from "./find-bar";
import { HexView } from "./hex-view";
import { PackedLine } from "./packed-line";
import { RemarkLine } from "./remark-line";
import { save } from "./save";
import { TreeView } from "./tree-view";
import { useFind } from "./use-find";
import { useOpened } from "./use-opened";
import { useWork } from "./use-work";
import { ViewerHead } from "./viewer-head";
import { copyOf, isText, likedView, likedWrap, type View, viewLabels, viewsOf } from "./views";

interface Props {
  /** The bytes. The same array as long as it is the same value: another one is read anew. */
  data: Uint8Array;
  /** What it is of, for who cannot see it: "Payload of 188,338,103". Under another label one begins at the top. */
  label: string;
  /** What it is saved as, without an ending. May be anything: it is made safe. */
  name: string;
  contentType?: string | undefined;
  contentEncoding?: string | undefined;
  /** `data` is only the first part of a value of `totalSize` bytes. */
  truncated?: boolean;
  totalSize?: number | undefined;
  onLoadAll?: (() => void) | undefined;
  loadingAll?: boolean;
  /** Saves all of it, where what is here is not all. */
  onSaveAll?: (() => void) | undefined;
  /** What it stands on, so that line numbers can cover what scrolls under them. */
  surface?: "main" | "sub";
  className?: string;
}

/**
 * A payload, whatever it is: laid out, as a tree, as hex, as it is. It fills the place it is given. Everything in it is
 * text that anybody may have written.
 */
export function PayloadViewer({ data, surface = "sub", className, ...props }: Props) {
  const { label, truncated = false, totalSize, onLoadAll, loadingAll = false } = props;
  return (
    <section
      aria-label={label}
      className={cx("flex min-h-0 flex-col", surface === "sub" ? "bg-sub" : "bg-main", className)}
    >
      {truncated ? (
        <Notice
          tone="plain"
          icon={CircleDashed}
          title={partText(data.length, totalSize)}
          action={
            onLoadAll ? (
              <Button size="sm" busy={loadingAll} onClick={onLoadAll}>
                Load all
              </Button>
            ) : undefined
          }
        />
      ) : null}
      {data.length === 0 ? (
        <p className="px-4 py-2.5 text-fg-3">empty</p>
      ) : (
        <Viewer {...props} data={data} truncated={truncated} />
      )}
    </section>
  );
}

function partText(size: number, total: number | undefined): string {
  const [part, whole] = [quantityText(formatBytes(size)), total && quantityText(formatBytes(total))];
  return whole ? `The first ${part} of ${whole}.` : `Only the first ${part}.`;
}

type ViewerProps = Omit<Props, "surface" | "className"> & { truncated: boolean };

function Viewer({ data, label, name, contentType, contentEncoding, truncated, onSaveAll }: ViewerProps) {
  const opened = useOpened(data, { contentType, contentEncoding, cut: truncated });
  const [asStored, setAsStored] = useState(false);
  const { shown, view, views, lines, wrap, waiting } = useShown(opened, asStored ? data : undefined);
  const find = useFind(view === "hex" || view === "raw" ? shown.content : shown.lines.bytes, view === "hex");
  const root = useRef<HTMLDivElement>(null);
  const closeFind = () => {
    find.hide();
    root.current?.querySelector<HTMLElement>('section[tabindex="0"], [role="tree"]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isFindKey(event)) return;
    event.preventDefault();
    find.show();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only a key that the browser would take for itself.
    <div
      ref={root}
      onKeyDown={onKeyDown}
      aria-busy={opened.beginning || undefined}
      className="flex min-h-0 flex-1 flex-col bg-inherit"
    >
      <ViewerHead
        opened={shown}
        views={views}
        view={view}
        onView={likedView.set}
        wrap={wrap}
        onWrap={(on) => likedWrap.set(on ? "on" : "off")}
        finding={find.open}
        onFind={() => (find.open ? closeFind() : find.show())}
        copyLabel={truncated ? "Copy what is loaded" : "Copy"}
        copyText={() => copyOf(shown, view)}
        onDownload={onSaveAll ?? (() => save(data, fileName(name, opened.stored.format)))}
      />
      <PackedLine opened={opened} size={data.length} asStored={asStored} onChange={setAsStored} />
      {shown.remarks.map((remark) => (
        <RemarkLine key={remark} text={remark} />
      ))}
      {find.open ? <FindBar find={find} hex={view === "hex"} onClose={closeFind} /> : null}
      {waiting || !lines ? (
        <Skeleton widths={[40, 64, 52]} label="Reading the payload" />
      ) : (
        <Body
          key={label}
          view={view}
          label={`${label}, ${viewLabels[view].toLowerCase()}`}
          lines={lines}
          bytes={shown.content}
          binary={!isText(shown.detected.format)}
          wrap={wrap}
          matches={find.matches}
          current={find.current}
        />
      )}
    </div>
  );
}

/** The browser's own search sees only the lines that are drawn. */
function isFindKey(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
}

/** What of a payload is shown, and in which view. With `stored`, the bytes as they came and not what is packed in them. */
function useShown(opened: Opened, stored: Uint8Array | undefined) {
  const packed = opened.stored.format === "gzip";
  const shown = useMemo(
    () => (stored && packed ? { ...opened, content: stored, detected: opened.stored, remarks: [] } : opened),
    [opened, stored, packed],
  );
  const views = viewsOf(shown.detected.format);
  const liked = likedView.use();
  const view = views.includes(liked) ? liked : (views[0] ?? "hex");
  const wrap = likedWrap.use() === "on";
  const lines = useLines(shown, view);
  // Of packed bytes nothing can be shown before they are unpacked.
  return { shown, view, views, lines, wrap, waiting: packed && opened.beginning && !stored };
}

/** The lines of a view. Those of the raw one are made when they are asked for, unless they are the same. */
function useLines({ detected, lines, content }: Opened, view: View) {
  const raw = view === "raw" && detected.format !== "text";
  const work = useMemo(() => (raw ? () => textLines(content) : undefined), [raw, content]);
  const made = useWork(work);
  return raw ? made : lines;
}

interface BodyProps {
  view: View;
  label: string;
  lines: Opened["lines"];
  bytes: Uint8Array;
  binary: boolean;
  wrap: boolean;
  matches: ReturnType<typeof useFind>["matches"];
  current: number | undefined;
}

function Body({ view, lines, bytes, binary, wrap, ...shown }: BodyProps) {
  switch (view) {
    case "tree":
      return <TreeView {...shown} lines={lines} />;
    case "hex":
      return <HexView {...shown} bytes={bytes} />;
    default:
      return (
        <CodeView
          key={view}
          {...shown}
          lines={lines}
          wrap={wrap}
          raw={view === "raw"}
          binary={view === "raw" && binary}
        />
      );
  }
}
