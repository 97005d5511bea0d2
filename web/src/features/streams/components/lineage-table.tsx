import type { Lineage } from "@/api/types";
import { formatAgo, parseGoDuration } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";
import { edgeWords, type LineageEdge, type LineageNode, stateOf } from "../lib/lineage";
import { LineageName } from "./lineage-name";

/** Every link as a line that can be read aloud: what it comes from, how, where it goes, and how that fares. */
export function LineageTable({ lineage, stream }: { lineage: Lineage; stream: string }) {
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  return (
    <table aria-label="Lineage" className="w-full table-fixed">
      <colgroup>
        <col />
        <col className="w-[132px] max-sm:w-[104px]" />
        <col />
        <col className="w-[26%] max-lg:hidden" />
        <col className="w-[108px] max-md:hidden" />
        <col className="w-[84px] max-sm:hidden" />
        <col className="w-[84px] max-lg:hidden" />
      </colgroup>
      <thead>
        <tr className="h-7 border-line border-b bg-sub text-fg-3 text-micro [&>th]:px-cell [&>th]:font-medium">
          <th className="pl-4! text-left">From</th>
          <th className="text-left">How</th>
          <th className="text-left">To</th>
          <th className="text-left max-lg:hidden">Only</th>
          <th className="text-left max-md:hidden">State</th>
          <th className="text-right max-sm:hidden">Lag</th>
          <th className="pr-4! text-right max-lg:hidden">Heard of</th>
        </tr>
      </thead>
      <tbody>
        {lineage.edges.map((edge) => (
          <Row
            key={`${edge.kind} ${edge.from} ${edge.to} ${edge.filter} ${JSON.stringify(edge.transform)}`}
            edge={edge}
            from={nodes.get(edge.from)}
            to={nodes.get(edge.to)}
            stream={stream}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  edge: LineageEdge;
  from: LineageNode | undefined;
  to: LineageNode | undefined;
  stream: string;
}

function Row({ edge, from, to, stream }: RowProps) {
  const { error, lag, active } = edge;
  const heard = active === undefined ? undefined : parseGoDuration(active);
  return (
    <tr className="h-row border-line-faint border-b [&>td]:px-cell">
      <td className="pl-4!">{from ? <LineageName node={from} self={from.name === stream} /> : null}</td>
      <td className="text-fg-2 text-small">{edgeWords[edge.kind]}</td>
      <td>{to ? <LineageName node={to} self={to.name === stream} /> : null}</td>
      <td className="truncate-line text-small max-lg:hidden">
        <Only edge={edge} />
      </td>
      <td className="max-md:hidden">
        <span title={error}>
          <Status {...stateOf(edge)} quiet={stateOf(edge).tone === "ok"} />
        </span>
      </td>
      <td className="text-right max-sm:hidden">
        {lag === undefined ? (
          <span className="text-fg-3">–</span>
        ) : (
          <span className={lag === 0 ? "text-fg-3" : undefined}>{formatCount(lag)}</span>
        )}
      </td>
      <td className="pr-4! text-right text-fg-2 max-lg:hidden">{heard === undefined ? "–" : formatAgo(heard)}</td>
    </tr>
  );
}

/** What of the messages goes this way, and as what. */
function Only({ edge: { kind, filter, transform = [], external } }: { edge: LineageEdge }) {
  return (
    <>
      {filter ? <Subject name={filter} /> : transform.length === 0 && kind !== "republish" ? <Everything /> : null}
      {transform.map(({ src, dest }) => (
        <span key={`${src} ${dest}`} title={`${src} → ${dest}`}>
          <Subject name={src || ">"} /> <span className="text-fg-3">as</span> <Subject name={dest} />{" "}
        </span>
      ))}
      {external ? <span className="text-fg-3"> through {external.api}</span> : null}
    </>
  );
}

const Everything = () => <span className="text-fg-3">all</span>;
