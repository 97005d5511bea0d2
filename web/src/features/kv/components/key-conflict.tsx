import { GitCompareArrows, GitMerge } from "lucide-react";
import { useMemo, useState } from "react";
import type { BucketEntry } from "@/api/types";
import { payloadBytes } from "@/payload/from-api";
import { base64Size } from "@/shared/compose/payload-field";
import { DiffViewer } from "@/shared/diff/diff-viewer";
import { type Json, printLine } from "@/shared/document/json";
import type { Difference } from "@/shared/document/merge";
import { formatCount, plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { Segmented } from "@/shared/ui/segmented";
import { differences, mergedText, type ThreeWay, threeWay } from "../lib/merge";

interface Props {
  /** What the edit began with; undefined for a key that was to be new. */
  base: BucketEntry | undefined;
  stored: BucketEntry;
  data: string;
  encoding: "utf8" | "base64";
  onTake: () => void;
  onMerge: (text: string) => void;
}

/** What is stored now beside what would take its place; values that are JSON objects can be merged. */
export function KeyConflict({ base, stored, data, encoding, onTake, onMerge }: Props) {
  const theirs = useMemo(() => payloadBytes(stored), [stored]);
  const mine = useMemo(() => bytesOf(data, encoding), [data, encoding]);
  const three = useMemo(() => {
    const whole = base && !base.truncated && !stored.truncated;
    const text = encoding === "utf8" && base?.encoding === "utf8" && stored.encoding === "utf8";
    return whole && text ? threeWay(base.data, data, stored.data) : undefined;
  }, [base, stored, data, encoding]);
  return (
    <section aria-label="Conflict" className="-mx-4 border-line border-t">
      <Notice
        tone="warn"
        icon={GitCompareArrows}
        title="Changed meanwhile."
        action={
          <Button size="sm" onClick={onTake}>
            Take {formatCount(stored.revision)}
          </Button>
        }
      >
        Stored is revision {formatCount(stored.revision)}. Nothing was written.
      </Notice>
      {three ? <Merge three={three} from={base?.revision ?? 0} onMerge={onMerge} /> : null}
      <DiffViewer
        narrow
        className="h-60"
        before={theirs}
        after={mine}
        beforeLabel={`Stored ${formatCount(stored.revision)}`}
        afterLabel="yours"
      />
    </section>
  );
}

const nothing = new Uint8Array();

function bytesOf(data: string, encoding: "utf8" | "base64"): Uint8Array {
  if (encoding === "base64" && base64Size(data) === undefined) return nothing;
  return payloadBytes({ data, encoding });
}

interface MergeProps {
  three: ThreeWay;
  /** The revision that both began with. */
  from: number;
  onMerge: (text: string) => void;
}

/** Both changes in one value. Where both changed the same, somebody has to choose. */
function Merge({ three, from, onMerge }: MergeProps) {
  const found = useMemo(() => differences(three), [three]);
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<string>>(new Set());
  const conflicts = found.filter(({ by }) => by === "both");
  const theirs = found.filter(({ by }) => by === "theirs").length;
  if (theirs + conflicts.length === 0) return null;
  const choose = (key: string, whose: "mine" | "theirs") => {
    const next = new Set(takeTheirs);
    if (whose === "theirs") next.add(key);
    else next.delete(key);
    setTakeTheirs(next);
  };
  return (
    <section aria-label="Merge" className="flex flex-col gap-1 border-line border-b px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 text-small">
          Since revision {formatCount(from)} they changed {plural(theirs + conflicts.length, "field")}.{" "}
          {conflicts.length > 0
            ? `You changed ${plural(conflicts.length, "field")} of those too: choose.`
            : "The two changes fit together."}
        </p>
        <Button size="sm" look="ink" icon={GitMerge} onClick={() => onMerge(mergedText(three, found, takeTheirs))}>
          Merge both
        </Button>
      </div>
      <ul>
        {conflicts.map((one) => (
          <Choice
            key={one.key}
            of={one}
            whose={takeTheirs.has(one.key) ? "theirs" : "mine"}
            onChoose={(whose) => choose(one.key, whose)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ChoiceProps {
  of: Difference;
  whose: "mine" | "theirs";
  onChoose: (whose: "mine" | "theirs") => void;
}

function Choice({ of: { path, base, mine, theirs }, whose, onChoose }: ChoiceProps) {
  const name = path.join(" › ");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line-faint border-b py-2 last:border-b-0">
      <div className="min-w-[200px] flex-1">
        <p className="mono break-all font-medium">{name}</p>
        <dl className="mt-0.5 grid grid-cols-[56px_minmax(0,1fr)] gap-x-2 break-words text-small leading-[18px]">
          <dt className="text-fg-3">Before</dt>
          <dd className="mono text-fg-3">{words(base)}</dd>
          <dt className="text-fg-3">Stored</dt>
          <dd className="mono">{words(theirs)}</dd>
          <dt className="text-fg-3">Yours</dt>
          <dd className="mono">{words(mine)}</dd>
        </dl>
      </div>
      <Segmented
        label={`Whose ${name}`}
        value={whose}
        onChange={onChoose}
        options={[
          { value: "mine", label: "Mine" },
          { value: "theirs", label: "Stored" },
        ]}
      />
    </li>
  );
}

/** So much of a value is shown beside a choice. */
const mostWords = 200;

function words(value: Json | undefined): string {
  if (value === undefined) return "not there";
  const line = printLine(value);
  return line.length > mostWords ? `${line.slice(0, mostWords)}…` : line;
}
