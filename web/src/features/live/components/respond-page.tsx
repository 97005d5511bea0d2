import { CircleStop, Lock, Play } from "lucide-react";
import { useState } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { live } from "@/live/client";
import { useTails } from "@/live/use-live";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { type AnswerDraft, answerProblems, emptyAnswer, replyOf } from "../lib/answer-draft";
import { filled, type Playing, play, playingOn } from "../lib/playing";
import type { Asked } from "../lib/responder";
import { AnswerFields } from "./answer-fields";
import { AskedList } from "./asked-list";

interface Props {
  subject: string;
  onSubject: (subject: string) => void;
  /** The request that is open beside. */
  open: Asked | undefined;
  onOpen: (asked: Asked) => void;
}

/** Plays a service: what is asked on a subject is answered, by a template or by hand. */
export function RespondPage({ subject, onSubject, open, onOpen }: Props) {
  const { id } = useConnection();
  const readOnly = useReadOnly();
  const [playing, setPlaying] = useState<Playing | undefined>(() => playingOn(id));
  const [draft, setDraft] = useState<AnswerDraft>(() => ({
    ...emptyAnswer,
    ...(playing && "queue" in playing.tail.wanted ? { queue: playing.tail.wanted.queue ?? "" } : {}),
    subject: playing?.tail.wanted.subject ?? subject,
  }));
  const tails = useTails(); // it may be ended in the dock
  const going = playing && tails.includes(playing.tail) ? playing : undefined;
  const problems = answerProblems(draft);
  const why =
    readOnly ??
    (draft.subject === "" ? "It has no subject yet." : (problems.subject ?? problems.queue ?? problems.answer));
  const apply = (next: AnswerDraft, to: Playing | undefined) => {
    if (!to || answerProblems(next).answer) return;
    to.responder.template = next.how === "template" ? (asked) => filled(replyOf(next), asked) : undefined;
  };
  const change = (over: Partial<AnswerDraft>) => {
    const next = { ...draft, ...over };
    setDraft(next);
    apply(next, going); // what is typed counts from the next request on
    if (over.subject !== undefined) onSubject(over.subject);
  };
  const begin = () => {
    const begun = play(id, draft.subject, draft.queue || undefined);
    apply(draft, begun);
    setPlaying(begun);
  };
  const answer = (asked: Asked) => void playing?.responder.answer(asked, filled(replyOf(draft), asked));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {readOnly ? (
        <Notice tone="plain" icon={Lock} title="Nothing can be answered here.">
          {readOnly}
        </Notice>
      ) : null}
      <div className="flex min-h-0 flex-1 max-xl:flex-col max-xl:overflow-y-auto">
        <div className="shrink-0 xl:w-[520px] xl:overflow-y-auto">
          <div className="max-w-[760px] px-4 py-4">
            <AnswerFields draft={draft} problems={problems} fixed={going !== undefined} onChange={change} />
          </div>
        </div>
        <div className="flex min-w-0 flex-1 flex-col border-line max-xl:border-t xl:border-l">
          {playing ? (
            <AskedList
              playing={playing}
              open={open}
              onOpen={onOpen}
              onAnswer={going && !problems.answer ? answer : undefined}
            />
          ) : (
            <AskedNothing />
          )}
        </div>
      </div>
      <div className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-2 border-line border-t px-4 py-2.5">
        {going ? (
          <>
            <Button look="ink" size="form" icon={CircleStop} onClick={() => live.drop(going.tail)}>
              Stop
            </Button>
            <span className="text-fg-3 text-small">It goes on while you look at other pages.</span>
          </>
        ) : (
          <ActionButton look="ink" size="form" icon={Play} locked={why} onClick={begin}>
            Start to answer
          </ActionButton>
        )}
      </div>
    </div>
  );
}

function AskedNothing() {
  return (
    <div className="px-4 py-4">
      <h2 className="font-semibold text-title">Nothing is answered yet</h2>
      <p className="mt-1 max-w-[62ch] text-fg-2">
        Requests on the subject come here once you start, and are answered with what stands beside. So a service that is
        missing can be played.
      </p>
    </div>
  );
}
