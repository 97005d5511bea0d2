import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleStop, CopyCheck, LoaderCircle } from "lucide-react";
import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { parseGoDuration } from "@/shared/lib/duration";
import { formatCount, formatLatency, plural, quantityText } from "@/shared/lib/format";
import { buttonLook } from "@/shared/ui/button";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { ProblemView } from "@/shared/ui/problem";
import { Status } from "@/shared/ui/status";
import { useTarget } from "../api/target";
import type { Run } from "../lib/run";

interface Props {
  run: Run;
  onDismiss: () => void;
}

/** What came of it: how far it is, who has it, or why it is not out. */
export function Outcome({ run, onDismiss }: Props) {
  const { state, out, total, error, line } = run;
  if (state === "unknown") return <Unknown run={run} onDismiss={onDismiss} />;
  if (state === "refused") {
    const title = total === 1 ? "It was not published" : `${formatCount(out)} of ${formatCount(total)} are published`;
    const text = problemText(title, error);
    return <ProblemView problem={line ? { ...text, detail: `Line ${formatCount(line)}: ${text.detail}` } : text} />;
  }
  return (
    <div role="status" className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Head run={run} />
      <span className="min-w-0 text-fg-2">
        <Sentence run={run} />
      </span>
      <Look ack={run.ack} />
    </div>
  );
}

function Head({ run: { state, out, total, ack } }: { run: Run }) {
  if (state === "going")
    return <Status tone="live" icon={LoaderCircle} word={`${formatCount(out)} of ${formatCount(total)}`} />;
  if (state === "stopped") return <Status tone="warn" icon={CircleStop} word="Stopped" />;
  if (total === 1 && ack?.duplicate) return <Status tone="warn" icon={CopyCheck} word="Not stored again" />;
  const word = total > 1 ? `${formatCount(total)} published` : ack ? "Stored" : "Published";
  return <Status tone="ok" icon={CircleCheck} word={word} />;
}

function Sentence({ run }: { run: Run }) {
  const { state, out, total, subject, ack, took } = run;
  if (state === "going") return <>It stops when you leave this page.</>;
  if (state === "stopped")
    return (
      <>
        At least {formatCount(out)} of {plural(total, "message")} are out; what was on its way may be too.
      </>
    );
  if (ack) return <Stored ack={ack} run={run} />;
  if (subject === undefined) return null;
  return (
    <>
      NATS has {total > 1 ? "them" : "it"}
      {took ? `, after ${tookWords(took)}` : ""}.
    </>
  );
}

function Stored({ ack, run: { total, took } }: { ack: NonNullable<Run["ack"]>; run: Run }) {
  const name = <b className="mono">{ack.stream}</b>;
  if (ack.duplicate)
    return (
      <>
        {name} took it for message {formatCount(ack.sequence)}, which it has already.
      </>
    );
  return (
    <>
      {name} has {total > 1 ? "the last one" : "it"} as {formatCount(ack.sequence)}
      {ack.domain ? ` in the domain ${ack.domain}` : ""}
      {ack.value ? `; the counter is at ${ack.value}` : ""}
      {took ? `, after ${tookWords(took)}` : ""}.
    </>
  );
}

/** "3.6 ms" for 3.641ms: no more digits than mean something. */
const tookWords = (took: string) => quantityText(formatLatency(parseGoDuration(took) ?? Number.NaN));

function Look({ ack }: { ack: Run["ack"] }) {
  const { id } = useConnection();
  if (!ack) return null;
  return (
    <Link
      to="/c/$connectionId/streams/$stream/messages"
      params={{ connectionId: id, stream: ack.stream }}
      search={{ from: `seq:${ack.sequence}`, open: ack.sequence }}
      className="rounded-1 font-medium text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent"
    >
      Look at {formatCount(ack.sequence)}
    </Link>
  );
}

function Unknown({ run: { out, total, subject, startedAt, error }, onDismiss }: Props) {
  const { id } = useConnection();
  const stream = useTarget(subject && !subject.includes("{{") ? subject : undefined).data?.stream;
  return (
    <OutcomeUnknown
      title={total === 1 ? "The message may have been published" : "The next message may have been published"}
      sentAt={startedAt}
      requestId={error instanceof ProblemError ? error.problem.request_id : undefined}
      action={
        stream ? (
          <Link
            to="/c/$connectionId/streams/$stream/messages"
            params={{ connectionId: id, stream }}
            search={subject ? { subject } : {}}
            className={buttonLook("ink")}
          >
            Look at the end of {stream}
          </Link>
        ) : null
      }
      onDismiss={onDismiss}
    >
      {total === 1 ? undefined : (
        <>
          {formatCount(out)} of {formatCount(total)} are out. The link broke before the next was confirmed; HeyNATS
          sends neither that one again nor those behind it.
        </>
      )}
    </OutcomeUnknown>
  );
}
