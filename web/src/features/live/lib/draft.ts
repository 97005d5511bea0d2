import type { Beginning, Wanted } from "@/live/wanted";

/** What stands in the form, as it was typed. */
export interface Draft {
  kind: "subject" | "stream";
  subject: string;
  queue: string;
  stream: string;
  filter: string;
  at: Beginning["at"];
  count: string;
  sequence: string;
  time: string;
}

export interface DraftProblems {
  subject?: string;
  queue?: string;
  stream?: string;
  filter?: string;
  count?: string;
  sequence?: string;
  time?: string;
}

export function draftOf(wanted: Wanted | undefined): Draft {
  const draft: Draft = {
    kind: "subject",
    subject: "",
    queue: "",
    stream: "",
    filter: "",
    at: "new",
    count: "100",
    sequence: "",
    time: "",
  };
  if (!wanted) return draft;
  if (!("stream" in wanted)) return { ...draft, subject: wanted.subject, queue: wanted.queue ?? "" };
  const { stream, subject = "", from } = wanted;
  return {
    ...draft,
    kind: "stream",
    stream,
    filter: subject,
    at: from.at,
    ...(from.at === "last" ? { count: String(from.count) } : {}),
    ...(from.at === "sequence" ? { sequence: String(from.sequence) } : {}),
    ...(from.at === "time" ? { time: localTime(new Date(from.time)) } : {}),
  };
}

/** As an input of datetime-local has it. */
function localTime(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** What is meant, or what is wrong with it. */
export function wantedOfDraft(draft: Draft): { wanted?: Wanted; problems: DraftProblems } {
  const problems: DraftProblems = {};
  if (draft.kind === "subject") {
    const subject = draft.subject.trim();
    const wrong = subjectProblem(subject);
    if (wrong) problems.subject = wrong;
    const queue = draft.queue.trim();
    if (/\s/.test(queue)) problems.queue = "A queue group is a name without spaces.";
    return Object.keys(problems).length > 0
      ? { problems }
      : { wanted: { subject, queue: queue || undefined }, problems };
  }
  const stream = draft.stream.trim();
  if (stream === "") problems.stream = "Which stream?";
  const filter = draft.filter.trim();
  const wrong = filter === "" ? undefined : subjectProblem(filter);
  if (wrong) problems.filter = wrong;
  const from = beginningOf(draft, problems);
  if (Object.keys(problems).length > 0 || !from) return { problems };
  return { wanted: { stream, subject: filter || undefined, from }, problems };
}

function beginningOf(draft: Draft, problems: DraftProblems): Beginning | undefined {
  const whole = (text: string) => Number(text.replace(/[\s,_.']/g, ""));
  switch (draft.at) {
    case "new":
    case "all":
      return { at: draft.at };
    case "last": {
      const count = whole(draft.count);
      if (Number.isInteger(count) && count >= 1 && count <= 1000) return { at: "last", count };
      problems.count = "A whole number from 1 to 1,000.";
      return undefined;
    }
    case "sequence": {
      const sequence = whole(draft.sequence);
      if (Number.isSafeInteger(sequence) && sequence >= 1) return { at: "sequence", sequence };
      problems.sequence = "A whole number from 1 on.";
      return undefined;
    }
    case "time": {
      const time = Date.parse(draft.time);
      if (!Number.isNaN(time)) return { at: "time", time: new Date(time).toISOString() };
      problems.time = "A date and a time.";
      return undefined;
    }
  }
}

/** Why it is no subject to subscribe to (as internal/pubsub has it). */
export function subjectProblem(subject: string): string | undefined {
  if (subject === "") return "Which subject? > stands for all.";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(subject)) return "A subject has no spaces.";
  const tokens = subject.split(".");
  if (tokens.includes("")) return "Between two dots stands something.";
  if (tokens.slice(0, -1).includes(">")) return "> stands for the rest, so it can only be the last.";
  return undefined;
}
