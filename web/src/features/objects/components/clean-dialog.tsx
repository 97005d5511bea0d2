import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { parseGoDuration } from "@/shared/lib/duration";
import { formatCount, plural } from "@/shared/lib/format";
import { useSettled } from "@/shared/lib/use-settled";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { type Hit, Hits, HitsLoading } from "@/shared/ui/hits";
import { ProblemView } from "@/shared/ui/problem";
import { useCleanBucket } from "../api/changes";

interface Props {
  bucket: string;
  onClose: () => void;
}

interface Counts {
  uploads: number;
  chunks: number;
  young: number;
  removed: number;
  complete: boolean;
}

/** Removes what is left of uploads that came to no end: first it counts, then it removes. */
export function CleanDialog({ bucket, onClose }: Props) {
  const [age, setAge] = useState("1h");
  const ms = parseGoDuration(age);
  const wrong = ms === undefined || ms < 0;
  const settled = useSettled(wrong ? "" : age);
  const preview = useCleanBucket();
  const clean = useCleanBucket();
  const { mutate: count } = preview;
  useEffect(() => {
    if (settled !== "") count({ bucket, older_than: settled, dry_run: true });
  }, [bucket, settled, count]);
  const done = clean.data;
  const known = settled === age && !wrong ? preview.data : undefined;
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !clean.isPending) onClose();
      }}
      title={`Clean up ${bucket}`}
      actions={
        <>
          <span className="flex-1" />
          <Dialog.Close
            render={
              <Button look="quiet" size="form" disabled={clean.isPending}>
                {done ? "Close" : "Cancel"}
              </Button>
            }
          />
          {done?.complete ? null : (
            <Button
              look="destroy"
              size="form"
              busy={clean.isPending}
              disabled={!known || known.uploads === 0}
              onClick={() => clean.mutate({ bucket, older_than: age, dry_run: false })}
            >
              {done ? "Go on" : "Clean up"}
            </Button>
          )}
        </>
      }
    >
      <p className="text-fg-2">
        A client that dies in the middle of an upload leaves chunks that belong to no object. They take room, and nobody
        can read them. Objects stay as they are.
      </p>
      <Field
        label="Leave uploads to which something came in the last"
        hint="Such as 1h or 30m. They may still go on."
        error={wrong ? "A duration such as 1h or 0s." : undefined}
      >
        <TextInput
          mono
          value={age}
          readOnly={clean.isPending || done !== undefined}
          onChange={(event) => setAge(event.currentTarget.value.trim())}
        />
      </Field>
      <div role="status">
        <Found done={done} known={known} loading={!wrong && !preview.error} />
      </div>
      <Failure bucket={bucket} counting={preview} removing={clean} />
    </FormDialog>
  );
}

function Found({ done, known, loading }: { done: Counts | undefined; known: Counts | undefined; loading: boolean }) {
  if (done) return <Hits hits={doneHits(done)} />;
  if (known) return <Hits hits={previewHits(known)} />;
  return loading ? <HitsLoading /> : null;
}

interface Attempt {
  isPending: boolean;
  error: unknown;
}

function Failure({ bucket, counting, removing }: { bucket: string; counting: Attempt; removing: Attempt }) {
  if (removing.error && !removing.isPending) {
    const title = isOutcomeUnknown(removing.error) ? `${bucket} may be cleaned up` : `${bucket} was not cleaned up`;
    return <ProblemView problem={problemText(title, removing.error)} />;
  }
  if (!counting.error || counting.isPending) return null;
  return <ProblemView problem={problemText("What this removes could not be counted", counting.error)} />;
}

function previewHits({ uploads, chunks, young, complete }: Counts): Hit[] {
  if (!complete) return [{ tone: "unknown", children: <>Not all could be looked at in time: nothing is removed</> }];
  return [
    uploads === 0
      ? { tone: "ok", children: <>Every chunk belongs to an object: there is nothing to remove</> }
      : {
          tone: "critical",
          children: (
            <>
              <b>{formatCount(chunks)}</b> {chunks === 1 ? "chunk" : "chunks"} of {plural(uploads, "upload")} go
            </>
          ),
        },
    ...(young > 0 ? [{ tone: "ok", children: <>{plural(young, "upload")} may still go on, and stay</> } as const] : []),
  ];
}

function doneHits({ removed, uploads, complete }: Counts): Hit[] {
  return [
    {
      tone: "ok",
      children: (
        <>
          <b>{formatCount(removed)}</b> {removed === 1 ? "chunk is" : "chunks are"} removed, of{" "}
          {plural(uploads, "upload")}
        </>
      ),
    },
    ...(complete ? [] : [{ tone: "warn", children: <>Not all yet. Go on removes the rest.</> } as const]),
  ];
}
