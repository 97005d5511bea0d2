import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useCli } from "@/connection/use-cli";
import { parseGoDuration } from "@/shared/lib/duration";
import { formatCount, plural } from "@/shared/lib/format";
import { useSettled } from "@/shared/lib/use-settled";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { type Hit, Hits, HitsLoading } from "@/shared/ui/hits";
import { ProblemView } from "@/shared/ui/problem";
import { useCompactBucket } from "../api/changes";

interface Props {
  bucket: string;
  onClose: () => void;
}

interface Counts {
  markers: number;
  removable: number;
  removed: number;
  complete: boolean;
}

/** Removes what is left of deleted keys: first it counts, then it removes. */
export function CompactDialog({ bucket, onClose }: Props) {
  const [age, setAge] = useState("30m");
  const ms = parseGoDuration(age);
  const wrong = ms === undefined || ms < 0;
  const settled = useSettled(wrong ? "" : age);
  const preview = useCompactBucket();
  const compact = useCompactBucket();
  const { mutate: count } = preview;
  useEffect(() => {
    if (settled !== "") count({ bucket, older_than: settled, dry_run: true });
  }, [bucket, settled, count]);
  const done = compact.data;
  const known = settled === age && !wrong ? preview.data : undefined;
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !compact.isPending) onClose();
      }}
      title={`Compact ${bucket}`}
      actions={
        <Foot
          bucket={bucket}
          busy={compact.isPending}
          done={done}
          ready={known !== undefined && known.markers > 0}
          onCompact={() => compact.mutate({ bucket, older_than: age, dry_run: false })}
        />
      }
    >
      <p className="text-fg-2">
        A deleted key leaves a marker, and revisions before it. Those revisions go, and markers that are old enough.
        Keys that have a value stay as they are.
      </p>
      <Field
        label="Remove markers older than"
        hint="Such as 30m or 24h, 0s for all. Who follows the bucket and was away for longer does not hear of a deletion."
        error={wrong ? "A duration such as 30m or 0s." : undefined}
      >
        <TextInput
          mono
          value={age}
          readOnly={compact.isPending || done !== undefined}
          onChange={(event) => setAge(event.currentTarget.value.trim())}
        />
      </Field>
      <div role="status">
        <Found counts={done ?? known} done={done !== undefined} loading={!wrong && !preview.error} />
      </div>
      <Failure bucket={bucket} counting={preview} removing={compact} />
    </FormDialog>
  );
}

interface FootProps {
  bucket: string;
  busy: boolean;
  done: Counts | undefined;
  ready: boolean;
  onCompact: () => void;
}

function Foot({ bucket, busy, done, ready, onCompact }: FootProps) {
  const cli = useCli();
  return (
    <>
      <CopyAsCli
        label="CLI"
        align="start"
        note={cli.note}
        commands={[{ title: "Compact, with markers older than 30m", command: cli.named(["kv", "compact"], [bucket]) }]}
      />
      <span className="flex-1" />
      <Dialog.Close
        render={
          <Button look="quiet" size="form" disabled={busy}>
            {done ? "Close" : "Cancel"}
          </Button>
        }
      />
      {done?.complete ? null : (
        <Button look="destroy" size="form" busy={busy} disabled={!ready} onClick={onCompact}>
          {done ? "Go on" : "Compact"}
        </Button>
      )}
    </>
  );
}

function Found({ counts, done, loading }: { counts: Counts | undefined; done: boolean; loading: boolean }) {
  if (counts) return <Hits hits={done ? doneHits(counts) : previewHits(counts)} />;
  return loading ? <HitsLoading /> : null;
}

interface Attempt {
  isPending: boolean;
  error: unknown;
}

function Failure({ bucket, counting, removing }: { bucket: string; counting: Attempt; removing: Attempt }) {
  if (removing.error && !removing.isPending) {
    const title = isOutcomeUnknown(removing.error) ? `${bucket} may be compacted` : `${bucket} was not compacted`;
    return <ProblemView problem={problemText(title, removing.error)} />;
  }
  if (!counting.error || counting.isPending) return null;
  return <ProblemView problem={problemText("What this removes could not be counted", counting.error)} />;
}

function previewHits({ markers, removable, complete }: Counts): Hit[] {
  if (markers === 0 && complete) return [{ tone: "ok", children: <>No key is deleted: there is nothing to remove</> }];
  return [
    {
      tone: "warn",
      children: (
        <>
          <b>{formatCount(markers)}</b> deleted {markers === 1 ? "key" : "keys"}: the revisions before{" "}
          {markers === 1 ? "its marker" : "their markers"} go
        </>
      ),
    },
    removable === 0
      ? { tone: "ok", children: <>No marker is old enough to go</> }
      : {
          tone: "critical",
          children: (
            <>
              <b>{formatCount(removable)}</b> {removable === 1 ? "marker goes" : "markers go"} as well
            </>
          ),
        },
    ...(complete
      ? []
      : [{ tone: "unknown", children: <>At least: the time ended before all keys were counted</> } as const]),
  ];
}

function doneHits({ markers, removed, complete }: Counts): Hit[] {
  return [
    {
      tone: "ok",
      children: (
        <>
          <b>{formatCount(removed)}</b> {removed === 1 ? "revision is" : "revisions are"} removed, of{" "}
          {plural(markers, "deleted key")}
        </>
      ),
    },
    ...(complete
      ? []
      : [{ tone: "warn", children: <>Not all yet: the time ended before. Go on removes the rest.</> } as const]),
  ];
}
