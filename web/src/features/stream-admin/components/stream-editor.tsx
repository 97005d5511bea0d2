import { type LinkProps, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useConnection } from "@/connection/context";
import { stepOutcome } from "@/connection/step-outcome";
import { bucketLink, type StoreBucket } from "@/connection/store-bucket";
import { useReadOnly } from "@/connection/use-read-only";
import type { Reading } from "@/connection/use-reading";
import { useTargetServer } from "@/connection/use-target-server";
import { ChangedNotice } from "@/shared/document/changed-notice";
import { DocumentEditor } from "@/shared/document/document-editor";
import type { DocumentView } from "@/shared/document/editor-context";
import { LeaveGuard } from "@/shared/document/leave-guard";
import { CancelLink } from "@/shared/ui/cancel-link";
import { toast } from "@/shared/ui/toast";
import type { StreamDocument } from "../api/document";
import { streamCatalogue } from "../lib/catalogue";
import { streamProblems } from "../lib/check";
import { useStreamEdit } from "../lib/use-stream-edit";

const ConfirmSave = lazy(async () => ({ default: (await import("./confirm-save")).ConfirmSave }));
const MergeView = lazy(async () => ({ default: (await import("@/shared/document/merge-view")).MergeView }));

interface Props {
  /** The stream as it was when this began. */
  initial: StreamDocument;
  /** The same, read again and again. */
  reading: Reading<StreamDocument>;
  view: DocumentView;
  onView: (view: DocumentView) => void;
  /** The bucket that it is, when somebody changes that and not the stream. */
  bucket?: StoreBucket;
}

/** Changes a stream. What somebody else changed meanwhile is never overwritten unseen. */
export function StreamEditor({ initial, reading, view, onView, bucket }: Props) {
  const name = bucket?.name ?? initial.name;
  const { id } = useConnection();
  const navigate = useNavigate();
  const server = useTargetServer();
  const locked = useReadOnly();
  const [asking, setAsking] = useState(false);
  const { document, update, newer, theirs, effects, goOn, ...edit } = useStreamEdit(initial, reading, bucket);
  const { value, base, dirty } = document;
  const configuration: Pick<LinkProps, "to" | "params"> =
    bucket === undefined
      ? { to: "/c/$connectionId/streams/$stream/configuration", params: { connectionId: id, stream: name } }
      : bucketLink(bucket, id);
  const show = () => void navigate({ ...configuration, ignoreBlocker: true });
  const save = () => {
    setAsking(false);
    edit.save(() => {
      toast({ title: `${name} is changed` });
      show();
    });
  };
  const guard = <LeaveGuard dirty={dirty && !update.isPending} what={`the changes of ${name}`} />;

  if (newer && theirs) {
    const merge = (text: string) => {
      goOn(newer, text);
      if (text !== newer.config) onView("changes");
    };
    return (
      <Suspense fallback={null}>
        {guard}
        <MergeView
          catalogue={streamCatalogue}
          name={name}
          base={base}
          mine={value}
          theirs={theirs}
          onMerge={merge}
          onTakeTheirs={() => merge(newer.config)}
        />
      </Suspense>
    );
  }
  const forGood = effects.some(({ tone }) => tone === "critical");
  return (
    <>
      {guard}
      {newer ? (
        <ChangedNotice name={name} dirty={dirty} onShow={() => (dirty ? edit.compare() : goOn(newer, newer.config))} />
      ) : null}
      <DocumentEditor
        catalogue={streamCatalogue}
        document={document}
        server={server}
        editing
        view={view}
        onView={onView}
        problems={streamProblems(value)}
        refusal={edit.refusal}
        effects={effects}
        action={`Save ${name}`}
        onSave={() => (forGood ? setAsking(true) : save())}
        saving={update.isPending}
        locked={locked}
        outcome={stepOutcome({
          title: `${name} may have been changed`,
          mutation: update,
          look: `Look at ${name}`,
          onLook: show,
          onDismiss: update.reset,
        })}
        aside={<CancelLink {...configuration} />}
      />
      {forGood ? (
        <Suspense fallback={null}>
          <ConfirmSave
            name={name}
            kind={bucket === undefined ? "stream" : "bucket"}
            open={asking}
            onOpenChange={setAsking}
            hits={effects}
            onConfirm={save}
          />
        </Suspense>
      ) : null}
    </>
  );
}
