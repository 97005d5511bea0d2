import { Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { problemText } from "@/api/problem-text";
import type { BucketEntry } from "@/api/types";
import { Unread } from "@/connection/unread";
import { payloadBytes } from "@/payload/from-api";
import { DiffViewer } from "@/shared/diff/diff-viewer";
import { formatBytes, formatCount, plural, quantityText } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";
import { toast } from "@/shared/ui/toast";
import { useRestoreKey } from "../api/changes";
import { useHistory } from "../api/entry";

interface Props {
  bucket: string;
  name: string;
  /** Why nothing can be restored. */
  locked: string | undefined;
}

const words = { put: "Put", delete: "Delete", purge: "Purge" };

/** The revisions of a key: what changed from each to the last one, and the way back to it. */
export function KeyHistory({ bucket, name, locked }: Props) {
  const reading = useHistory(bucket, name);
  const restore = useRestoreKey();
  const [compared, setCompared] = useState<number>();
  if (!reading.data) return <Unread title="The history could not be read" readings={[reading]} />;
  const { revisions, partial } = reading.data;
  const last = revisions[0];
  const back = (revision: number, from: number) =>
    restore.mutate(
      { bucket, key: name, revision, last: from },
      { onSuccess: (done) => toast({ title: `${name} is again as in ${revision}, in revision ${done.revision}` }) },
    );
  const other = revisions.find(({ revision }) => revision === compared);
  return (
    <section aria-label="History" className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <p className="border-line border-b px-4 py-2 text-fg-2 text-small">
        {plural(revisions.length, "revision")} kept{partial ? ", and more than could be read" : ""}
      </p>
      {restore.error && !restore.isPending ? (
        <div className="border-line border-b px-4 py-3">
          <ProblemView problem={problemText("It was not restored", restore.error)} />
        </div>
      ) : null}
      <ol>
        {revisions.map((entry) => (
          <Revision
            key={entry.revision}
            entry={entry}
            last={entry === last}
            locked={locked}
            compared={compared === entry.revision}
            onCompare={() => setCompared(compared === entry.revision ? undefined : entry.revision)}
            restoring={restore.isPending && restore.variables.revision === entry.revision}
            onRestore={() => last && back(entry.revision, last.revision)}
          />
        ))}
      </ol>
      {other && last ? <Compared before={other} after={last} /> : null}
    </section>
  );
}

interface RevisionProps {
  entry: BucketEntry;
  /** It is the one that is stored now. */
  last: boolean;
  locked: string | undefined;
  compared: boolean;
  onCompare: () => void;
  restoring: boolean;
  onRestore: () => void;
}

function Revision({ entry, last, locked, compared, onCompare, restoring, onRestore }: RevisionProps) {
  const { revision, operation, created, size } = entry;
  const written = new Date(created);
  return (
    <li className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <div className="min-w-0 flex-1">
        <p>
          <b>{formatCount(revision)}</b>{" "}
          <span className={operation === "put" ? "" : "text-critical"}>{words[operation]}</span>
          {last ? <span className="text-fg-3"> stored now</span> : null}
        </p>
        <p className="text-fg-3 text-small">
          <time dateTime={created}>{formatExact(written)}</time>
          {operation === "put" ? ` · ${quantityText(formatBytes(size))}` : ""}
        </p>
      </div>
      {last || operation !== "put" ? null : (
        <>
          <Button size="sm" look="quiet" aria-pressed={compared} onClick={onCompare}>
            Compare
          </Button>
          <ActionButton size="sm" icon={Undo2} locked={locked} busy={restoring} onClick={onRestore}>
            Restore
          </ActionButton>
        </>
      )}
    </li>
  );
}

function Compared({ before, after }: { before: BucketEntry; after: BucketEntry }) {
  const old = useBytes(before);
  const now = useBytes(after);
  return (
    <DiffViewer
      narrow
      className="min-h-60 shrink-0"
      before={old}
      after={now}
      beforeLabel={formatCount(before.revision)}
      afterLabel={`stored ${formatCount(after.revision)}`}
    />
  );
}

/** The same bytes as long as it is the same value, however often it is read. */
function useBytes({ data, encoding }: BucketEntry): Uint8Array {
  return useMemo(() => payloadBytes({ data, encoding }), [data, encoding]);
}
