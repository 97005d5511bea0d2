import { Copy, Signpost } from "lucide-react";
import { memberOf, pathOf, valueText } from "@/payload/member";
import { inSlices } from "@/payload/slices";
import type { Token } from "@/payload/tokens";
import type { Tree, TreeRow } from "@/payload/tree";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { formatExact } from "@/shared/lib/time";
import { CopyAction } from "./copy-action";
import { momentIn } from "./tree-row";

interface Props {
  tree: Tree;
  row: TreeRow;
  tokensOf: (line: number) => readonly Token[];
}

/** Where the active row is, what time it may mean, and its path and value to take away. */
export function TreeFoot({ tree, row, tokensOf }: Props) {
  const line = row.kind === "member" ? row.line : row.parent;
  const path = line < 0 ? "$" : pathOf(tree, line);
  const moment = row.kind === "member" ? momentIn(tree, memberOf(tree.lines, tokensOf(row.line)).value) : undefined;
  return (
    <div className="flex min-h-[30px] shrink-0 items-center gap-2 border-line border-t pr-2.5 pl-4 text-small max-sm:pr-1 max-sm:[&_button]:size-11">
      {/* The end of a path says more than its beginning. */}
      <span className="mono truncate-line flex-1 text-fg-2" title={path.length > 400 ? undefined : path}>
        <Parts parts={visibleText(path.length > 120 ? `…${path.slice(-119)}` : path)} />
      </span>
      {moment ? <span className="shrink-0 text-fg-3 max-sm:hidden">{formatExact(moment)}</span> : null}
      {row.kind === "member" ? (
        <>
          <CopyAction icon={Signpost} label="Copy path" text={() => path} />
          <CopyAction icon={Copy} label="Copy value" text={() => inSlices(valueText(tree, row.line))} />
        </>
      ) : null}
    </div>
  );
}
