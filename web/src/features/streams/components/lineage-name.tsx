import { CellText } from "@/shared/grid/cells";
import { Subject } from "@/shared/ui/subject";
import { isHere, type LineageNode, nodeLook } from "../lib/lineage";
import { StreamLink } from "./stream-link";

/** A node by its name, which leads to it where it can be seen, and what it is where it cannot. */
export function LineageName({ node, self }: { node: LineageNode; self: boolean }) {
  const { icon: Icon, word } = nodeLook(node);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span title={word} className="text-fg-3">
        <Icon aria-hidden size={14} strokeWidth={1.75} />
        <span className="sr-only">{word}</span>
      </span>
      <span className="truncate-line">
        {node.kind === "subject" ? (
          <Subject name={node.name} />
        ) : isHere(node) && !self ? (
          <StreamLink stream={node.name} />
        ) : (
          <CellText mono className="font-medium">
            {node.name}
          </CellText>
        )}
      </span>
      {!node.known && node.kind !== "external" && node.kind !== "subject" ? (
        <span className="whitespace-nowrap text-fg-3 text-small">not here</span>
      ) : null}
    </span>
  );
}
