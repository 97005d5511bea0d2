import { Link } from "@tanstack/react-router";
import { type CSSProperties, useMemo } from "react";
import type { Lineage } from "@/api/types";
import { useConnection } from "@/connection/context";
import { titleText, visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { formatCompact, formatCount } from "@/shared/lib/format";
import { Subject } from "@/shared/ui/subject";
import { layersOf, type Place } from "../lib/layers";
import { edgeWords, isHere, type LineageEdge, type LineageNode, nodeLook, stateOf } from "../lib/lineage";

// px: a node, what is between two of them, and what is around all.
const node = { width: 196, height: 44 };
const gap = { x: 148, y: 20 };
const around = 24;

const left = ({ rank }: Place) => around + rank * (node.width + gap.x);
const top = ({ row }: Place) => around + row * (node.height + gap.y);

/** The same as the table, as a picture: what gives left of what takes. Its nodes are links, so it is read in their order. */
export function LineageGraph({ lineage, stream }: { lineage: Lineage; stream: string }) {
  const { nodes, edges } = lineage;
  const layers = useMemo(
    () =>
      layersOf(
        nodes.map(({ id }) => id),
        edges,
      ),
    [nodes, edges],
  );
  const width = 2 * around + layers.ranks * node.width + Math.max(0, layers.ranks - 1) * gap.x;
  const height = 2 * around + layers.rows * node.height + (layers.rows - 1) * gap.y;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by a keyboard.
    <section tabIndex={0} aria-label="Graph" className="min-h-0 flex-1 overflow-auto -outline-offset-2">
      <div className="relative" style={{ width, height }}>
        <svg aria-hidden width={width} height={height} className="absolute inset-0">
          <defs>
            <marker
              id="lineage-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path d="M1 1 7 4 1 7" fill="none" stroke="context-stroke" strokeWidth="1.25" />
            </marker>
          </defs>
          {edges.map((edge, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two links can be alike, and they never move.
            <Line key={index} edge={edge} way={layers.ways[index] ?? []} />
          ))}
        </svg>
        <ul>
          {nodes.map((one) => {
            const place = layers.places.get(one.id);
            return place ? (
              <li key={one.id} className="absolute" style={{ left: left(place), top: top(place), ...node }}>
                <Node node={one} self={one.name === stream && isHere(one)} edges={edges} />
              </li>
            ) : null;
          })}
        </ul>
        {edges.map((edge, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two links can be alike, and they never move.
          <Label key={index} edge={edge} way={layers.ways[index] ?? []} />
        ))}
      </div>
    </section>
  );
}

const strokes = { critical: "stroke-critical", warn: "stroke-warn" } as const;

function Line({ edge, way }: { edge: LineageEdge; way: readonly Place[] }) {
  const { tone } = stateOf(edge);
  return (
    <path
      d={pathOf(way)}
      fill="none"
      strokeWidth="1.25"
      strokeDasharray={edge.kind === "republish" || edge.external ? "4 3" : undefined}
      markerEnd="url(#lineage-arrow)"
      className={tone === "critical" || tone === "warn" ? strokes[tone] : "stroke-edge"}
    />
  );
}

/** From the right of one node to the left of the next, level at both ends. Backwards it leaves and arrives the other way round. */
function pathOf(way: readonly Place[]): string {
  const [first] = way;
  const last = way[way.length - 1];
  if (!first || !last) return "";
  const forwards = last.rank >= first.rank;
  const points = way.map((place, index) => {
    const end = index === 0 ? "leave" : index === way.length - 1 ? "arrive" : "pass";
    const right = (end === "leave") === forwards;
    const x = end === "pass" ? left(place) + node.width / 2 : left(place) + (right ? node.width : 0);
    return { x: end === "arrive" ? x + (forwards ? -2 : 2) : x, y: top(place) + node.height / 2 };
  });
  let path = `M${points[0]?.x} ${points[0]?.y}`;
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1] ?? { x: 0, y: 0 }, points[index] ?? { x: 0, y: 0 }];
    const middle = (a.x + b.x) / 2;
    path += `C${middle} ${a.y} ${middle} ${b.y} ${b.x} ${b.y}`;
  }
  return path;
}

/** What is to be said about a link, in its middle. */
function Label({ edge, way }: { edge: LineageEdge; way: readonly Place[] }) {
  const [a, b] = [way[0], way[1]];
  const label = labelOf(edge);
  if (!a || !b || label === undefined) return null;
  const forwards = b.rank >= a.rank;
  const x = forwards ? left(a) + node.width + gap.x / 2 : left(b) + node.width + gap.x / 2;
  const y = (top(a) + top(b)) / 2 + node.height / 2;
  const { tone } = stateOf(edge);
  const style: CSSProperties = { left: x, top: y, maxWidth: gap.x - 20 };
  return (
    <span
      style={style}
      title={edge.error ?? label.text}
      className={cx(
        "truncate-line absolute -translate-x-1/2 -translate-y-1/2 bg-main px-1 text-micro",
        tone === "critical" ? "text-critical" : tone === "warn" ? "text-warn" : "text-fg-2",
      )}
    >
      {label.typed ? <Subject name={label.text} /> : label.text}
    </span>
  );
}

/** The one thing to say of a link: what is wrong, else what goes that way, else how. */
function labelOf({ error, lag = 0, filter, kind, transform = [] }: LineageEdge): LabelText | undefined {
  const subject = filter ?? transform[0]?.dest;
  if (error !== undefined) return { text: "cut off" };
  if (lag > 0) return { text: `${formatCount(lag)} behind` };
  if (subject) return { text: subject, typed: true };
  return kind === "source" ? undefined : { text: kind };
}

interface LabelText {
  text: string;
  /** A subject. */
  typed?: true;
}

interface NodeProps {
  node: LineageNode;
  self: boolean;
  edges: readonly LineageEdge[];
}

const nodeShape = "flex h-full w-full flex-col justify-center rounded-2 border bg-main px-2.5 text-left";

function Node({ node: one, self, edges }: NodeProps) {
  const { id } = useConnection();
  const { icon: Icon, word } = nodeLook(one);
  const inside = (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <Icon aria-hidden size={14} strokeWidth={1.75} className={self ? "text-accent" : "text-fg-3"} />
        <span className="mono truncate-line font-medium" title={titleText(one.name)}>
          <bdi>{visibleText(one.name)}</bdi>
        </span>
      </span>
      <span className="truncate-line text-fg-3 text-micro">{noteOf(one, word)}</span>
      <span className="sr-only">{edgesInWords(one, edges)}</span>
    </>
  );
  if (!isHere(one) || self) {
    return (
      <div
        className={cx(
          nodeShape,
          self ? "border-accent bg-accent-tint" : cx("border-line-strong", !one.known && "border-dashed"),
        )}
      >
        {inside}
      </div>
    );
  }
  return (
    <Link
      to="/c/$connectionId/streams/$stream/lineage"
      params={{ connectionId: id, stream: one.name }}
      search={{ view: "graph" }}
      className={cx(nodeShape, "border-line-strong hover:bg-hover")}
    >
      {inside}
    </Link>
  );
}

function noteOf({ kind, known, messages }: LineageNode, word: string): string {
  if (kind === "external") return "another account or domain";
  if (kind === "subject") return "subject";
  if (!known) return "not in this account";
  return messages === undefined ? word : `${formatCompact(messages)} messages`;
}

/** What the lines show to eyes. */
function edgesInWords({ id }: LineageNode, edges: readonly LineageEdge[]): string {
  return edges
    .filter(({ from }) => from === id)
    .map(({ kind, to }) => `${edgeWords[kind]} ${to}`)
    .join("; ");
}
