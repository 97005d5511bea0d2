import { CircleDashed, OctagonAlert, RotateCw } from "lucide-react";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { ProblemView } from "@/shared/ui/problem";
import type { Question } from "../lib/question";
import type { Messages } from "../lib/use-messages";
import { progressWords } from "../lib/words";
import { goOn, SearchLine } from "./search-line";

/** Why there is not one row to be shown; undefined when that has no reason, or one that is said elsewhere. */
export function unreadable(stream: string, { state, reader, reading }: Messages) {
  if (!reading.error || state.window.rows.length > 0) return undefined;
  return (
    <ProblemView
      problem={problemText(`The messages of ${stream} could not be read`, reading.error)}
      actions={
        <Button icon={RotateCw} busy={reading.fetching} onClick={() => void reader.begin()}>
          Try again
        </Button>
      }
    />
  );
}

/** The one line over the rows. */
export function lineOf({ state, reader }: Messages, question: Question) {
  const { progress, problem, partial, window, reading } = state;
  if (progress && (reading || window.rows.length > 0)) return <SearchLine {...{ state, question, reader }} />;
  if (problem?.side === "before") {
    return (
      <Notice
        tone="critical"
        icon={OctagonAlert}
        title="What comes before these could not be read."
        action={
          <Button size="sm" icon={RotateCw} onClick={() => void reader.more("before")}>
            Try again
          </Button>
        }
      >
        {problemText("", problem.error).detail}
      </Notice>
    );
  }
  if (!partial) return undefined;
  return (
    <Notice tone="plain" icon={CircleDashed} title="Not everything was read.">
      The server did not answer in time for all of it; what is here is right, and more may be between.
    </Notice>
  );
}

/** In the line after the last row: why it does not go on by itself. */
export function moreProblemOf({ state, reader }: Messages) {
  const { progress, problem, reading } = state;
  if (reading) return undefined;
  if (problem?.side === "after") {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate-line text-critical">{problemText("", problem.error).detail}</span>
        <Again label="Try again" onClick={() => void goOn(state, reader)} />
      </span>
    );
  }
  if (progress?.stopped !== "budget" && progress?.stopped !== "hand") return undefined;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate-line text-fg-2">{progressWords(progress)}</span>
      <Again label="Search further" onClick={() => void goOn(state, reader)} />
    </span>
  );
}

function Again({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="shrink-0 rounded-1 font-medium text-accent">
      {label}
    </button>
  );
}
