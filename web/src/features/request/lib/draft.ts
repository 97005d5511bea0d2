import { type HeaderLine, headerProblem, headersOf } from "@/shared/compose/headers";
import { base64Size, type PayloadEncoding } from "@/shared/compose/payload-field";
import { targetProblem } from "@/shared/compose/subject";
import { parseGoDuration } from "@/shared/lib/duration";

/** A request as it stands in the form: every field as it was typed. */
export interface Draft {
  subject: string;
  headers: HeaderLine[];
  payload: string;
  encoding: PayloadEncoding;
  timeout: string;
  many: boolean;
  most: string;
  stall: string;
  untilEmpty: boolean;
  /** How often it is sent. */
  times: string;
}

export const emptyDraft: Draft = {
  subject: "",
  headers: [],
  payload: "",
  encoding: "utf8",
  timeout: "2s",
  many: false,
  most: "100",
  stall: "300ms",
  untilEmpty: false,
  times: "1",
};

/** The API's limits: of a timeout, and of replies; and how often it is sent at most. */
const longest = 60_000;
const mostReplies = 1_000;
const mostTimes = 1_000;

/** What is wrong with each field, in words. */
export function draftProblems(draft: Draft): Partial<Record<keyof Draft, string>> {
  const duration = (text: string) => {
    const ms = parseGoDuration(text);
    return ms === undefined || ms <= 0 || ms > longest ? "A duration, such as 300ms or 2s; at most 1m." : undefined;
  };
  const found: [keyof Draft, string | undefined][] = [
    ["subject", draft.subject === "" ? undefined : targetProblem(draft.subject)],
    ["headers", draft.headers.map(headerProblem).find(Boolean)],
    ["payload", isBytes(draft) ? undefined : "This is not Base64."],
    ["timeout", duration(draft.timeout)],
    ["most", !draft.many || isWhole(draft.most, 2, mostReplies) ? undefined : "From 2 to 1,000."],
    ["stall", !draft.many || draft.stall === "" ? undefined : duration(draft.stall)],
    ["times", isWhole(draft.times, 1, mostTimes) ? undefined : "From 1 to 1,000."],
  ];
  return Object.fromEntries(found.filter(([, words]) => words !== undefined));
}

const isBytes = ({ encoding, payload }: Draft) => encoding === "utf8" || base64Size(payload) !== undefined;

const isWhole = (text: string, least: number, most: number) =>
  /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;

/** A draft as the API takes it. */
export function requestOf(draft: Draft, system: boolean) {
  const headers = headersOf(draft.headers);
  return {
    subject: draft.subject,
    timeout: draft.timeout,
    max_replies: draft.many ? Number(draft.most) : 1,
    encoding: draft.encoding,
    ...(draft.payload === "" ? {} : { data: draft.payload }),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(draft.many && draft.stall !== "" ? { stall: draft.stall } : {}),
    ...(draft.many && draft.untilEmpty ? { until_empty: true } : {}),
    ...(system ? { confirm_system: true } : {}),
  };
}
