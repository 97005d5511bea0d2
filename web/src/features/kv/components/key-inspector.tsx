import { History, KeyRound, Pencil, Trash2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { hasCode } from "@/api/errors";
import type { BucketEntry } from "@/api/types";
import { Unread } from "@/connection/unread";
import { useReadOnly } from "@/connection/use-read-only";
import { payloadBytes } from "@/payload/from-api";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Inspector } from "@/shared/ui/inspector";
import { useEntry } from "../api/entry";
import { DeleteKey } from "./delete-key";
import { KeyHistory } from "./key-history";

const KeyEditor = lazy(async () => ({ default: (await import("./key-editor")).KeyEditor }));

interface Props {
  bucket: string;
  name: string;
  /** The way to what is written to it from now on. */
  watch: ReactNode;
  onClose: () => void;
}

type Shown = "editor" | "delete" | undefined;

/** One key: its value, what was before, and what can be done with it. */
export function KeyInspector({ bucket, name, watch, onClose }: Props) {
  const reading = useEntry(bucket, name);
  const [shown, setShown] = useState<Shown>();
  const [history, setHistory] = useState(false);
  const locked = useReadOnly();
  const entry = reading.data;
  const gone = hasCode(reading.error, "key_not_found");
  return (
    <Inspector
      title={name}
      icon={KeyRound}
      onClose={onClose}
      actions={
        <KeyActions
          entry={gone ? undefined : entry}
          locked={locked}
          watch={watch}
          history={history}
          onHistory={() => setHistory(!history)}
          onAct={setShown}
        />
      }
    >
      <div className="flex h-full min-h-[420px] flex-col">
        {gone ? (
          <p className="border-line border-b px-4 py-3 text-fg-2 text-small">
            There is no such key: it was deleted, or it expired. Its history may still be there.
          </p>
        ) : entry ? (
          <>
            <Facts entry={entry} />
            {history ? null : <Value bucket={bucket} entry={entry} />}
          </>
        ) : (
          <Unread title={`${name} could not be read`} readings={[reading]} />
        )}
        {history ? <KeyHistory bucket={bucket} name={name} locked={locked} /> : null}
      </div>
      {entry ? <Acting bucket={bucket} entry={entry} what={shown} onClose={() => setShown(undefined)} /> : null}
    </Inspector>
  );
}

interface ActionProps {
  /** Undefined while there is nothing to act on. */
  entry: BucketEntry | undefined;
  locked: string | undefined;
  watch: ReactNode;
  history: boolean;
  onHistory: () => void;
  onAct: (what: Shown) => void;
}

function KeyActions({ entry, locked, watch, history, onHistory, onAct }: ActionProps) {
  return (
    <>
      {entry ? (
        <>
          <ActionButton
            look="ink"
            icon={Pencil}
            locked={locked ?? (entry.truncated ? "The value is too large to be edited here." : undefined)}
            onClick={() => onAct("editor")}
          >
            Edit
          </ActionButton>
          <ActionButton icon={Trash2} locked={locked} onClick={() => onAct("delete")}>
            Delete…
          </ActionButton>
        </>
      ) : null}
      <Button icon={History} aria-pressed={history} onClick={onHistory}>
        History
      </Button>
      {watch}
    </>
  );
}

function Acting(props: { bucket: string; entry: BucketEntry; what: Shown; onClose: () => void }) {
  const { what, ...rest } = props;
  if (what === "delete") return <DeleteKey {...rest} />;
  if (what !== "editor") return null;
  return (
    <Suspense fallback={null}>
      <KeyEditor {...rest} />
    </Suspense>
  );
}

function Facts({ entry }: { entry: BucketEntry }) {
  const ttl = entry.headers?.["Nats-TTL"]?.[0];
  return (
    <section aria-label="Facts" className="border-line border-b px-4 py-3">
      <Definitions narrow>
        <Definition term="Revision">{formatCount(entry.revision)}</Definition>
        <Definition term="Written">
          <time dateTime={entry.created}>{formatExact(new Date(entry.created))}</time>
        </Definition>
        <Definition term="Size">{quantityText(formatBytes(entry.size))}</Definition>
        {ttl ? <Definition term="TTL">{ttl}</Definition> : null}
      </Definitions>
    </section>
  );
}

function Value({ bucket, entry }: { bucket: string; entry: BucketEntry }) {
  const { data, encoding } = entry;
  const bytes = useMemo(() => payloadBytes({ data, encoding }), [data, encoding]);
  return (
    <PayloadViewer
      className="flex-1 max-md:min-h-[420px]"
      data={bytes}
      label={`Value of ${entry.key}`}
      name={`${bucket}-${entry.key}`}
      truncated={entry.truncated === true}
      totalSize={entry.size}
    />
  );
}
