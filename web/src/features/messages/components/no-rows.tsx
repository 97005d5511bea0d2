import { MailOpen, SearchX } from "lucide-react";
import { useCommands } from "@/commands/registry";
import { useCli } from "@/connection/use-cli";
import { formatCount } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { EmptyState } from "@/shared/ui/empty-state";
import { NothingFound } from "@/shared/ui/nothing-found";
import { StateBlock } from "@/shared/ui/state-block";
import { type From, type Question, usualDirection } from "../lib/question";
import type { Reader, State } from "../lib/reader";
import { isConcrete } from "../lib/subject-filter";
import type { Traits } from "../lib/traits";
import { placesWords, stoppedWords } from "../lib/words";
import { goOn } from "./search-line";

interface Props {
  stream: string;
  state: State;
  question: Question;
  traits: Traits | undefined;
  reader: Reader;
  onQuestion: (question: Question) => void;
}

/** In the place of rows: why there are none, and what was looked at to say so. */
export function NoRows({ stream, state, question, traits, reader, onQuestion }: Props) {
  const { facts, progress } = state;
  if (!facts && !progress) return null;
  if (facts?.messages === 0) return <Empty stream={stream} traits={traits} />;
  if (progress) {
    return (
      <NotFound
        state={state}
        question={question}
        onFurther={() => void goOn(state, reader)}
        onClear={() => onQuestion({ ...question, search: { ...question.search, text: "" } })}
      />
    );
  }
  if (question.subject !== "" && facts?.matched === 0) {
    return (
      <NoSubject
        subject={question.subject}
        messages={facts.messages}
        onClear={() => onQuestion({ ...question, subject: "" })}
      />
    );
  }
  return <Beyond state={state} question={question} onQuestion={onQuestion} />;
}

interface NoSubjectProps {
  subject: string;
  messages: number;
  onClear: () => void;
}

function NoSubject({ subject, messages, onClear }: NoSubjectProps) {
  useCommands([
    {
      id: "messages.unfilter",
      title: "Clear the filter",
      group: "This page",
      keys: "Escape",
      hidden: true,
      run: onClear,
    },
  ]);
  return (
    <NothingFound
      query={subject}
      searched={`None of the ${formatCount(messages)} messages of the stream has such a subject.`}
      onClear={onClear}
    />
  );
}

function Empty({ stream, traits }: Pick<Props, "stream" | "traits">) {
  const cli = useCli();
  const takes = traits?.subjects.find(isConcrete) ?? traits?.subjects[0];
  return (
    <EmptyState
      icon={MailOpen}
      title="There are no messages in it"
      cli={
        takes === undefined ? undefined : (
          <CopyAsCli
            note={cli.note}
            label="nats pub"
            look="plain"
            align="start"
            commands={[{ title: "Store a message", command: cli.named(["pub"], [exampleOf(takes), "hello"]) }]}
          />
        )
      }
    >
      {takes === undefined
        ? `Messages come to ${stream} from where it copies them.`
        : "What is published to one of its subjects is kept here, and can then be read again."}
    </EmptyState>
  );
}

/** A subject that a filter takes. */
function exampleOf(filter: string): string {
  return filter.replaceAll("*", "x").replace(/>$/, "x");
}

interface NotFoundProps extends Pick<Props, "state" | "question"> {
  onFurther: () => void;
  onClear: () => void;
}

function NotFound({
  state: { progress, facts },
  question: { search, subject, direction },
  onFurther,
  onClear,
}: NotFoundProps) {
  if (!progress) return null;
  const of = subject === "" ? facts?.messages : facts?.matched;
  return (
    <StateBlock
      icon={SearchX}
      title={`Nothing found for “${search.text}”`}
      actions={
        <>
          {progress.stopped === "end" ? null : (
            <Button look="ink" onClick={onFurther}>
              Search further
            </Button>
          )}
          <Button onClick={onClear}>Clear search</Button>
        </>
      }
    >
      {of === undefined ? formatCount(progress.read) : `${formatCount(progress.read)} of ${formatCount(of)}`} messages
      were read, in {placesWords(search.places)}. {stoppedWords(progress, search, direction === "older")}
    </StateBlock>
  );
}

function Beyond({ state: { facts }, question, onQuestion }: Pick<Props, "state" | "question" | "onQuestion">) {
  if (!facts) return null;
  const { from, direction } = question;
  const kind = direction === "newer" ? "last" : "first";
  const go = () => onQuestion({ ...question, from: { kind }, direction: usualDirection({ kind }) });
  return (
    <StateBlock
      icon={SearchX}
      title={`There is nothing ${direction === "newer" ? "from" : "before"} ${placeOf(from)}${direction === "newer" ? " on" : ""}`}
      actions={<Button onClick={go}>{direction === "newer" ? "Show the end" : "Show the beginning"}</Button>}
    >
      The stream has {formatCount(facts.messages)} messages, from {formatCount(facts.first)} to{" "}
      {formatCount(facts.last)}.
    </StateBlock>
  );
}

function placeOf(from: From): string {
  if (from.kind === "sequence") return formatCount(from.sequence);
  return from.kind === "time" ? formatExact(from.at) : "there";
}
