import { OctagonAlert, RotateCw, TextSearch } from "lucide-react";
import { problemText } from "@/api/problem-text";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import type { Question } from "../lib/question";
import type { Reader, State } from "../lib/reader";
import { progressWords, stoppedWords } from "../lib/words";

interface Props {
  state: State;
  question: Question;
  reader: Reader;
}

/** Over the rows of a search: how far it has come, and how to stop it or to go on. */
export function SearchLine({ state, question: { search, direction }, reader }: Props) {
  const { progress, reading, problem } = state;
  if (!progress) return null;
  if (reading) {
    return (
      <Notice
        tone="plain"
        icon={TextSearch}
        title={`Searching. ${formatCount(progress.read)} read, ${formatCount(progress.matched)} matched.`}
        action={
          <Button size="sm" onClick={reader.stop}>
            Stop
          </Button>
        }
      />
    );
  }
  const on = () => void goOn(state, reader);
  if (problem) {
    return (
      <Notice
        tone="critical"
        icon={OctagonAlert}
        title={`${progressWords(progress)} Then it failed.`}
        action={
          <Button size="sm" icon={RotateCw} onClick={on}>
            Go on
          </Button>
        }
      >
        {problemText("", problem.error).detail}
      </Notice>
    );
  }
  const ended = progress.stopped === "end";
  return (
    <Notice
      tone="plain"
      icon={TextSearch}
      title={progressWords(progress)}
      action={
        ended ? undefined : (
          <Button size="sm" onClick={on}>
            Search further
          </Button>
        )
      }
    >
      {stoppedWords(progress, search, direction === "older")}
    </Notice>
  );
}

/** From where it stopped; from the beginning when it did not get anywhere. */
export function goOn({ window, problem }: State, reader: Reader) {
  if (window.slices.length === 0 || problem?.side === "all") return reader.begin();
  return reader.more(problem?.side ?? "after");
}
