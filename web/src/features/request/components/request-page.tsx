import { CircleStop, Lock, MessageCircleQuestionMark } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { isApple } from "@/commands/keys";
import { useConnection } from "@/connection/context";
import { useMayNotPublish } from "@/connection/may-publish";
import { useCli } from "@/connection/use-cli";
import { useReadOnly } from "@/connection/use-read-only";
import { controlsServer, targetProblem } from "@/shared/compose/subject";
import { plural } from "@/shared/lib/format";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Kbd } from "@/shared/ui/kbd";
import { Notice } from "@/shared/ui/notice";
import { requestCommand } from "../lib/cli";
import { type Draft, draftProblems, emptyDraft } from "../lib/draft";
import { useRequesting } from "../lib/run";
import { Replies } from "./replies";
import { RequestFields } from "./request-fields";

interface Props {
  subject: string;
  onSubject: (subject: string) => void;
}

/** The keys that press the button. */
const sendCaps = isApple ? ["⌘", "↵"] : ["Ctrl", "↵"];

/** Sends a request and shows who answered what, and how soon. */
export function RequestPage({ subject, onSubject }: Props) {
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, subject });
  const [confirmed, setConfirmed] = useState(false);
  const { run, send, stop, clear } = useRequesting();
  const lock = useLock(draft, confirmed);
  const going = run?.state === "going";
  const change = (over: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...over }));
    if (over.subject === undefined) return;
    setConfirmed(false);
    onSubject(over.subject);
  };
  const press = () => {
    if (!lock.why && !going) void send(draft, lock.controls && confirmed);
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(isApple ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    press();
  };
  const replies = useRef<HTMLDivElement>(null);
  const startedAt = run?.startedAt;
  useEffect(() => {
    // Where they stand below the form nobody would see them come.
    if (startedAt) replies.current?.scrollIntoView({ block: "nearest" });
  }, [startedAt]);
  const times = draftProblems(draft).times ? 1 : Number(draft.times);
  return (
    <div onKeyDownCapture={onKeyDownCapture} className="flex min-h-0 flex-1 flex-col">
      {lock.readOnly ? (
        <Notice tone="plain" icon={Lock} title="No request can be sent here.">
          {lock.readOnly}
        </Notice>
      ) : null}
      <div className="flex min-h-0 flex-1 max-xl:flex-col max-xl:overflow-y-auto">
        <div className="shrink-0 xl:w-[520px] xl:overflow-y-auto">
          <div className="max-w-[760px] px-4 py-4">
            <RequestFields
              draft={draft}
              onChange={change}
              system={lock.controls ? { confirmed, onConfirm: setConfirmed } : undefined}
              denied={lock.denied}
            />
          </div>
        </div>
        <div
          ref={replies}
          className="min-w-0 flex-1 scroll-mt-4 border-line max-xl:border-t xl:overflow-y-auto xl:border-l"
        >
          <Replies run={run} onDismiss={clear} />
        </div>
      </div>
      <div className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-2 border-line border-t px-4 py-2.5">
        {going ? (
          <Button look="ink" size="form" icon={CircleStop} onClick={stop}>
            Stop
          </Button>
        ) : (
          <ActionButton look="ink" size="form" icon={MessageCircleQuestionMark} locked={lock.why} onClick={press}>
            {times > 1 ? `Send ${plural(times, "request")}` : "Send the request"}
          </ActionButton>
        )}
        <span className="inline-flex items-center gap-1 text-fg-3 text-small max-sm:hidden">
          {sendCaps.map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </span>
        <span className="flex-1" />
        <Cli draft={draft} />
      </div>
    </div>
  );
}

function Cli({ draft }: { draft: Draft }) {
  const cli = useCli();
  const command = requestCommand(cli, draft);
  return command ? <CopyAsCli note={cli.note} commands={[{ title: "Send the same request", command }]} /> : null;
}

/** Why nothing can be sent now, and what of the draft needs a tick or is not allowed. */
function useLock(draft: Draft, confirmed: boolean) {
  const readOnly = useReadOnly();
  const { stats } = useConnection();
  const denied = useMayNotPublish(targetProblem(draft.subject) ? "" : draft.subject);
  const controls = controlsServer(draft.subject, stats.jetstream_api_prefix);
  const problem = draft.subject === "" ? "It has no subject yet." : Object.values(draftProblems(draft))[0];
  const tick = controls && !confirmed ? "NATS itself listens there: tick that this is meant." : undefined;
  return { why: readOnly ?? problem ?? denied ?? tick, readOnly, denied, controls };
}
