import { CircleCheck, CircleDashed, CircleStop, LoaderCircle, MessageCircleQuestionMark } from "lucide-react";
import { hasCode, isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { RequestReplies } from "@/api/types";
import { DistributionChart } from "@/shared/charts/distribution-chart";
import { formatCount, plural } from "@/shared/lib/format";
import { EmptyState } from "@/shared/ui/empty-state";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { ProblemView } from "@/shared/ui/problem";
import { Status } from "@/shared/ui/status";
import type { Run } from "../lib/run";
import { ReplyList } from "./reply-list";

interface Props {
  run: Run | undefined;
  onDismiss: () => void;
}

/** Who answered, what, and how soon; or that nobody listens, or nobody answered in time. */
export function Replies({ run, onDismiss }: Props) {
  if (!run)
    return (
      <EmptyState icon={MessageCircleQuestionMark} title="No request sent yet" level={2}>
        Replies stand here, each with the time it took.
      </EmptyState>
    );
  return (
    <>
      <div className="px-4 py-3">
        <Said run={run} onDismiss={onDismiss} />
      </div>
      {run.total > 1 && run.latencies.length > 0 ? (
        <div className="border-line border-t">
          <DistributionChart
            title="Latency of first replies"
            note={plural(run.latencies.length, "request")}
            values={run.latencies}
          />
        </div>
      ) : null}
      {run.last ? (
        <ReplyList
          key={`${run.startedAt.getTime()}`}
          title={run.total > 1 ? "Replies to the last one" : "Replies"}
          replies={run.last.replies}
        />
      ) : null}
    </>
  );
}

function Said({ run, onDismiss }: { run: Run; onDismiss: () => void }) {
  const { state, error, sent, total } = run;
  if (state === "failed" && isOutcomeUnknown(error))
    return (
      <OutcomeUnknown
        title="The request may have arrived"
        sentAt={run.startedAt}
        requestId={error instanceof ProblemError ? error.problem.request_id : undefined}
        action={null}
        onDismiss={onDismiss}
      />
    );
  if (state === "failed") return <ProblemView problem={problemText(failedTitle(run), error)} />;
  return (
    <div role="status" className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      {state === "going" ? (
        <Status
          tone="live"
          icon={LoaderCircle}
          word={total > 1 ? `${formatCount(sent)} of ${formatCount(total)}` : "Waiting"}
        />
      ) : state === "stopped" ? (
        <Status tone="warn" icon={CircleStop} word="Stopped" />
      ) : run.last?.replies.length ? (
        <Status tone="ok" icon={CircleCheck} word="Answered" />
      ) : (
        <Status tone="unknown" icon={CircleDashed} word="No reply" />
      )}
      <span className="min-w-0 text-fg-2">{sentence(run)}</span>
    </div>
  );
}

function failedTitle({ error, sent, total }: Run): string {
  if (hasCode(error, "no_responders")) return "Nobody is listening";
  if (hasCode(error, "no_reply")) return "No answer in time";
  return total > 1 ? `${formatCount(sent)} of ${formatCount(total)} requests were sent` : "The request was not sent";
}

function sentence({ state, sent, total, unanswered, last }: Run): string {
  if (state === "going") return "It stops when you leave this page.";
  if (total > 1) {
    const silent = unanswered > 0 ? `; ${formatCount(unanswered)} without an answer in time` : "";
    return `${plural(sent, "request")} sent${silent}.`;
  }
  return last ? `${plural(last.replies.length, "reply", "replies")} ${ended[last.ended]}` : "";
}

const ended: Record<RequestReplies["ended"], string> = {
  count: "came; no more were asked for.",
  empty: "came, and the empty one that ends them.",
  stall: "came; then it was quiet.",
  timeout: "came before the time was over.",
  cut: "came; more could not be taken.",
};
