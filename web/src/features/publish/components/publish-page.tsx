import { Lock } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { isApple } from "@/commands/keys";
import { useConnection } from "@/connection/context";
import { useMayNotPublish } from "@/connection/may-publish";
import { useReadOnly } from "@/connection/use-read-only";
import { controlsServer, targetProblem } from "@/shared/compose/subject";
import { filler } from "@/shared/compose/templates";
import { useSettled } from "@/shared/lib/use-settled";
import { ViewSwitch } from "@/shared/payload/view-switch";
import { Notice } from "@/shared/ui/notice";
import { ScrollRegion } from "@/shared/ui/scroll-region";
import { type Draft, draftProblems, emptyDraft } from "../lib/draft";
import { remember } from "../lib/kept";
import { usePublishing } from "../lib/run";
import { type BatchFile, BatchForm } from "./batch-form";
import { KeptLists } from "./kept-lists";
import { MessageFields } from "./message-fields";
import { Outcome } from "./outcome";
import { PublishFoot } from "./publish-foot";
import { WhereItGoes } from "./where-it-goes";

export type PublishView = "message" | "file";

interface Props {
  subject: string;
  view: PublishView;
  onSearch: (next: { subject?: string | undefined; view?: PublishView }) => void;
}

/** Publishes a message, the same many times, or those of a file; says before where it would go, and after what came of it. */
export function PublishPage({ subject, view, onSearch }: Props) {
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, subject });
  const [confirmed, setConfirmed] = useState(false);
  const [file, setFile] = useState<BatchFile>();
  const { run, publish, publishFile, stop, clear } = usePublishing();
  const lock = useLock(draft, view === "file" ? file : undefined, view, confirmed);
  const going = run?.state === "going";
  const change = (over: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...over }));
    if (over.subject !== undefined || over.reply !== undefined) setConfirmed(false);
    if (over.subject !== undefined) onSearch({ subject: over.subject || undefined });
  };
  const send = async () => {
    if (lock.why || going) return;
    if (view === "file") {
      if (file) await publishFile(file.text, file.count);
      return;
    }
    const { state } = await publish(draft, lock.system);
    if (state === "done" || state === "unknown") remember(draft);
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(isApple ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void send();
  };
  const outcome = run ? <Outcome run={run} onDismiss={clear} /> : null;
  return (
    <div onKeyDownCapture={onKeyDownCapture} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-toolbar shrink-0 items-center gap-3 border-line border-b px-4 py-1">
        <ViewSwitch<PublishView>
          label="What is published"
          value={view}
          onChange={(next) => onSearch({ view: next })}
          options={[
            { value: "message", label: "Message" },
            { value: "file", label: "File of messages" },
          ]}
        />
      </div>
      {lock.readOnly ? (
        <Notice tone="plain" icon={Lock} title="Nothing can be published here.">
          {lock.readOnly}
        </Notice>
      ) : null}
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-y-auto">
          <div className="max-w-[760px] px-4 py-4">
            {view === "message" ? (
              <MessageFields
                draft={draft}
                onChange={change}
                system={lock.controls ? { confirmed, onConfirm: setConfirmed } : undefined}
                denied={lock.denied}
              />
            ) : (
              <BatchForm file={file} onChange={setFile} />
            )}
          </div>
          <div className="border-line border-t xl:hidden">
            <Beside draft={draft} view={view} onTake={(kept) => setDraft(kept)} />
          </div>
        </div>
        <ScrollRegion
          label="Where it goes, and what was published before"
          className="w-(--inspector) shrink-0 border-line border-l bg-sub max-xl:hidden"
        >
          <Beside draft={draft} view={view} onTake={(kept) => setDraft(kept)} />
        </ScrollRegion>
      </div>
      <PublishFoot
        draft={draft}
        view={view}
        count={view === "file" ? file?.count : undefined}
        locked={lock.why}
        going={going}
        outcome={outcome}
        onSend={() => void send()}
        onStop={stop}
      />
    </div>
  );
}

function Beside({ draft, view, onTake }: { draft: Draft; view: PublishView; onTake: (draft: Draft) => void }) {
  const settled = useSettled(draft.subject);
  if (view === "file") return <FileWords />;
  const one = filler(1)(settled);
  return (
    <>
      <WhereItGoes subject={settled === "" || targetProblem(one) ? undefined : one} draft={draft} />
      <KeptLists onTake={onTake} />
    </>
  );
}

function FileWords() {
  return (
    <p className="px-4 py-3 text-fg-2 text-small">
      All lines are checked before the first is sent. Then they go one after the other, each when the one before is
      confirmed, and stop at the first that is refused.
    </p>
  );
}

/** Why nothing can be sent now, and what of the draft needs a tick or is not allowed. */
function useLock(draft: Draft, file: BatchFile | undefined, view: PublishView, confirmed: boolean) {
  const readOnly = useReadOnly();
  const { stats } = useConnection();
  const one = filler(1)(draft.subject);
  const denied = useMayNotPublish(view === "message" && !targetProblem(one) ? one : "");
  const controls =
    view === "message" &&
    [draft.subject, draft.jetstream ? "" : draft.reply].some((to) => controlsServer(to, stats.jetstream_api_prefix));
  const problem = Object.values(draftProblems(draft))[0];
  const ofMessage =
    draft.subject === ""
      ? "It has no subject yet."
      : (problem ??
        denied ??
        (controls && !confirmed ? "NATS itself listens there: tick that this is meant." : undefined));
  const ofFile = file ? undefined : "There is no file yet.";
  return {
    why: readOnly ?? (view === "message" ? ofMessage : ofFile),
    readOnly,
    controls,
    denied,
    system: controls && confirmed,
  };
}
