import { fromParameter, type Question } from "./question";

/** What a page of messages comes to as words of the nats CLI, behind `stream view`. */
export function viewFlags({ from, subject }: Question): string[] {
  const start = from.kind === "sequence" ? ["--id", String(from.sequence)] : [];
  return [...start, ...(subject === "" ? [] : ["--subject", subject])];
}

/** Behind `subscribe`: all messages as they are, to standard output, and then the end. */
export function dumpFlags(stream: string, question: Pick<Question, "from">): string[] {
  const start = fromParameter(question.from);
  return [
    "--stream",
    stream,
    ...(start.startsWith("seq:") ? ["--start-sequence", start.slice(4)] : ["--all"]),
    "--terminate-at-end",
  ];
}
