import { type HeaderLine, headerProblem, headersOf } from "@/shared/compose/headers";
import { base64Size, type PayloadEncoding } from "@/shared/compose/payload-field";
import type { Reply } from "../api/reply";
import { subjectProblem } from "./draft";

/** A service as it stands in the form. */
export interface AnswerDraft {
  subject: string;
  queue: string;
  how: "template" | "hand";
  payload: string;
  encoding: PayloadEncoding;
  headers: HeaderLine[];
}

export const emptyAnswer: AnswerDraft = {
  subject: "",
  queue: "",
  how: "template",
  payload: "",
  encoding: "utf8",
  headers: [],
};

/** What is wrong with it, field by field. */
export function answerProblems(draft: AnswerDraft): { subject?: string; queue?: string; answer?: string } {
  const subject = draft.subject === "" ? undefined : subjectProblem(draft.subject);
  const bytes = draft.encoding === "utf8" || base64Size(draft.payload) !== undefined;
  const answer = draft.headers.map(headerProblem).find(Boolean) ?? (bytes ? undefined : "The payload is not Base64.");
  return {
    ...(subject ? { subject } : {}),
    ...(/\s/.test(draft.queue) ? { queue: "A queue group is a name without spaces." } : {}),
    ...(answer ? { answer } : {}),
  };
}

export const replyOf = ({ payload, encoding, headers }: AnswerDraft): Reply => ({
  data: payload,
  encoding,
  headers: headersOf(headers),
});
