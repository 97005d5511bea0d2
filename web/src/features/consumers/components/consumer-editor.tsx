import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { stepOutcome } from "@/connection/step-outcome";
import { useDocumentEdit } from "@/connection/use-document-edit";
import { useReadOnly } from "@/connection/use-read-only";
import type { Reading } from "@/connection/use-reading";
import { useTargetServer } from "@/connection/use-target-server";
import { ChangedNotice } from "@/shared/document/changed-notice";
import { DocumentEditor } from "@/shared/document/document-editor";
import type { DocumentView } from "@/shared/document/editor-context";
import { LeaveGuard } from "@/shared/document/leave-guard";
import { CancelLink } from "@/shared/ui/cancel-link";
import { toast } from "@/shared/ui/toast";
import type { ConsumerDocument } from "../api/document";
import { useUpdateConsumer } from "../api/save";
import { consumerCatalogue } from "../lib/catalogue";
import { consumerProblems } from "../lib/check";
import { changeEffects } from "../lib/consequences";
import { useConsumerHref } from "../lib/use-consumer-href";

const MergeView = lazy(async () => ({ default: (await import("@/shared/document/merge-view")).MergeView }));

interface Props {
  stream: string;
  /** The consumer as it was when this began. */
  initial: ConsumerDocument;
  /** The same, read again and again. */
  reading: Reading<ConsumerDocument>;
  view: DocumentView;
  onView: (view: DocumentView) => void;
}

/** Changes a consumer. What somebody else changed meanwhile is never overwritten unseen. */
export function ConsumerEditor({ stream, initial, reading, view, onView }: Props) {
  const { name } = initial;
  const navigate = useNavigate();
  const { link } = useConsumerHref();
  const server = useTargetServer();
  const locked = useReadOnly();
  const update = useUpdateConsumer(stream, name);
  const { document, newer, theirs, goOn, ...edit } = useDocumentEdit({
    initial,
    reading,
    update,
    changedCode: "consumer_changed",
    refused: `${name} was not changed`,
  });
  const { value, base, dirty } = document;
  const page = link({ stream, name });
  const show = () => void navigate({ ...page, ignoreBlocker: true });
  const save = () =>
    edit.save(() => {
      toast({ title: `${name} is changed` });
      show();
    });
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
          catalogue={consumerCatalogue}
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
  return (
    <>
      {guard}
      {newer ? (
        <ChangedNotice name={name} dirty={dirty} onShow={() => (dirty ? edit.compare() : goOn(newer, newer.config))} />
      ) : null}
      <DocumentEditor
        catalogue={consumerCatalogue}
        document={document}
        server={server}
        editing
        view={view}
        onView={onView}
        problems={consumerProblems(value)}
        refusal={edit.refusal}
        effects={changeEffects(base, value)}
        action={`Save ${name}`}
        onSave={save}
        saving={update.isPending}
        locked={locked}
        outcome={stepOutcome({
          title: `${name} may have been changed`,
          mutation: update,
          look: `Look at ${name}`,
          onLook: show,
          onDismiss: update.reset,
        })}
        aside={<CancelLink {...page} />}
      />
    </>
  );
}
