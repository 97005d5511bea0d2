import { useMemo } from "react";
import { DiffViewer } from "@/shared/diff/diff-viewer";
import { plural } from "@/shared/lib/format";
import { type Hit, Hits } from "@/shared/ui/hits";
import { ScrollRegion } from "@/shared/ui/scroll-region";
import { ChangeList } from "./change-list";
import type { FieldChange } from "./changes";
import { type JsonObject, printJson } from "./json";

interface PanelProps {
  changes: readonly FieldChange[];
  /** What the server will do with it, as far as that can be known. */
  effects: readonly Hit[];
}

/** What changes, and what that will do. */
export function ChangesPanel({ changes, effects }: PanelProps) {
  return (
    <>
      {effects.length > 0 ? (
        <section aria-label="What will happen" className="border-line border-b px-4 py-3">
          <h2 className="mb-2 font-semibold text-small">What will happen</h2>
          <Hits hits={effects} />
        </section>
      ) : null}
      <section aria-label="What changes" className="px-4 py-3">
        <h2 className="mb-1 font-semibold text-small">
          {changes.length === 0 ? "What changes" : plural(changes.length, "change")}
        </h2>
        <ChangeList changes={changes} />
      </section>
    </>
  );
}

interface ViewProps extends PanelProps {
  before: JsonObject;
  after: JsonObject;
}

/** The same, and beside it the two documents line by line. */
export function ChangesView({ before, after, ...panel }: ViewProps) {
  const old = useMemo(() => new TextEncoder().encode(printJson(before)), [before]);
  const next = useMemo(() => new TextEncoder().encode(printJson(after)), [after]);
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[400px_minmax(0,1fr)] max-xl:grid-cols-1 max-xl:overflow-y-auto">
      <ScrollRegion label="In words" className="max-xl:overflow-visible">
        <ChangesPanel {...panel} />
      </ScrollRegion>
      <DiffViewer
        before={old}
        after={next}
        beforeLabel="Now"
        afterLabel="As edited"
        contentType="application/json"
        className="border-line border-l max-xl:h-[420px] max-xl:border-t max-xl:border-l-0"
      />
    </div>
  );
}
