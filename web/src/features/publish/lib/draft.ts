import { type HeaderLine, headerProblem, headersOf } from "@/shared/compose/headers";
import { base64Size, type PayloadEncoding } from "@/shared/compose/payload-field";
import { targetProblem } from "@/shared/compose/subject";
import { filler } from "@/shared/compose/templates";
import { parseGoDuration } from "@/shared/lib/duration";

/** A message as it stands in the form: every field as it was typed. */
export interface Draft {
  subject: string;
  reply: string;
  headers: HeaderLine[];
  payload: string;
  encoding: PayloadEncoding;
  count: string;
  interval: string;
  templates: boolean;
  jetstream: boolean;
  messageId: string;
  expectedStream: string;
  expectedLast: string;
  expectedSubject: string;
  expectedId: string;
  ttl: string;
}

export const emptyDraft: Draft = {
  subject: "",
  reply: "",
  headers: [],
  payload: "",
  encoding: "utf8",
  count: "1",
  interval: "",
  templates: true,
  jetstream: false,
  messageId: "",
  expectedStream: "",
  expectedLast: "",
  expectedSubject: "",
  expectedId: "",
  ttl: "",
};

/** So many messages at once: the API's limit for a batch. */
const mostCount = 100_000;
const longestInterval = 3600_000;

/** How many messages it is, and the time between them in ms. */
export const countOf = ({ count }: Draft) => Number(count);
export const intervalOf = ({ interval }: Draft) => (interval === "" ? 0 : (parseGoDuration(interval) ?? 0));

/** What is wrong with each field, in words. The name of one is that of the draft. */
export function draftProblems(draft: Draft): Partial<Record<keyof Draft, string>> {
  const found: [keyof Draft, string | undefined][] = [
    ["subject", draft.subject === "" ? undefined : targetProblem(filler(1)(draft.subject))],
    ["reply", draft.jetstream || draft.reply === "" ? undefined : targetProblem(draft.reply)],
    ["headers", draft.headers.map(headerProblem).find(Boolean)],
    [
      "payload",
      draft.encoding === "base64" && base64Size(draft.payload) === undefined ? "This is not Base64." : undefined,
    ],
    ["count", isWhole(draft.count, 1, mostCount) ? undefined : "From 1 to 100,000."],
    ["interval", durationProblem(draft.interval, 1, longestInterval, "A duration, such as 500ms or 2s; at most 1h.")],
    ...(draft.jetstream ? streamProblems(draft) : []),
  ];
  return Object.fromEntries(found.filter(([, words]) => words !== undefined));
}

function streamProblems({ expectedLast, expectedSubject, ttl }: Draft): [keyof Draft, string | undefined][] {
  const sequence = (text: string) => (text === "" || isSequence(text) ? undefined : "A sequence is a whole number.");
  return [
    ["expectedLast", sequence(expectedLast)],
    ["expectedSubject", sequence(expectedSubject)],
    [
      "ttl",
      ttl === "never"
        ? undefined
        : durationProblem(ttl, 1000, Number.POSITIVE_INFINITY, "At least 1s, such as 24h; or never."),
    ],
  ];
}

function durationProblem(text: string, least: number, most: number, words: string): string | undefined {
  if (text === "") return undefined;
  const ms = parseGoDuration(text);
  return ms === undefined || ms < least || ms > most ? words : undefined;
}

const isWhole = (text: string, least: number, most: number) =>
  /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most;

const isSequence = (text: string) => /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;

/** Message number `count` of a draft as the API takes it, as text: a sequence keeps the digits that a number would lose. */
export function messageText(draft: Draft, count: number, system: boolean): string {
  const fill = draft.templates ? filler(count) : (text: string) => text;
  const headers = headersOf(draft.headers.map(({ name, value }) => ({ name, value: fill(value) })));
  const body = {
    subject: fill(draft.subject),
    ...(draft.payload === "" ? {} : { data: draft.encoding === "utf8" ? fill(draft.payload) : draft.payload }),
    ...(draft.encoding === "base64" ? { encoding: "base64" } : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(system ? { confirm_system: true } : {}),
    ...(draft.jetstream ? streamOptions(draft, fill) : draft.reply === "" ? {} : { reply: draft.reply }),
  };
  const sequences = draft.jetstream
    ? [
        ["expected_last_sequence", draft.expectedLast],
        ["expected_last_subject_sequence", draft.expectedSubject],
      ].flatMap(([name, digits = ""]) => (digits === "" ? [] : [`,"${name}":${BigInt(digits)}`]))
    : [];
  return `${JSON.stringify(body).slice(0, -1)}${sequences.join("")}}`;
}

function streamOptions(draft: Draft, fill: (text: string) => string) {
  return {
    jetstream: true,
    ...(draft.messageId === "" ? {} : { message_id: fill(draft.messageId) }),
    ...(draft.expectedStream === "" ? {} : { expected_stream: draft.expectedStream }),
    ...(draft.expectedId === "" ? {} : { expected_last_msg_id: draft.expectedId }),
    ...(draft.ttl === "" ? {} : { ttl: draft.ttl }),
  };
}
