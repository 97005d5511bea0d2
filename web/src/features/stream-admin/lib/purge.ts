import { readCount } from "@/shared/document/quantities";

/** Which messages go. Sequences and counts are digits: they can be larger than a number of JavaScript. */
export interface PurgeScope {
  subject?: string;
  /** Messages with a lower sequence go. */
  upTo?: string;
  /** All go but so many of the newest. */
  keep?: string;
}

type PurgeKind = "all" | "up_to" | "keep";

/** As it is typed. */
export interface PurgeForm {
  kind: PurgeKind;
  subject: string;
  upTo: string;
  keep: string;
}

export const wholePurge: PurgeForm = { kind: "all", subject: "", upTo: "", keep: "" };

export type PurgeProblems = Partial<Record<"subject" | "upTo" | "keep", string>>;

/** What is wrong with what was typed; the server checks all of it again. */
export function checkPurge(form: PurgeForm): PurgeProblems {
  return {
    ...(form.subject !== "" && !isSubject(form.subject)
      ? { subject: "Words with dots between them; * stands for one word, > for the rest." }
      : {}),
    ...(form.kind === "up_to" ? wrongCount("upTo", form.upTo, 1n, "A sequence, like 184,220,114.") : {}),
    ...(form.kind === "keep" ? wrongCount("keep", form.keep, 1n, "How many stay, like 1,000.") : {}),
  };
}

function wrongCount(name: "upTo" | "keep", text: string, least: bigint, message: string): PurgeProblems {
  const { value } = readCount(text);
  return value === undefined || value < least || value >= 2n ** 64n ? { [name]: message } : {};
}

const isSubject = (subject: string) =>
  /^[^\s]+$/.test(subject) &&
  subject.split(".").every((token, index, all) => token !== "" && (token !== ">" || index === all.length - 1));

/** The scope that a valid form stands for. */
export function scopeOf({ kind, subject, upTo, keep }: PurgeForm): PurgeScope {
  return {
    ...(subject ? { subject } : {}),
    ...(kind === "up_to" ? { upTo: String(readCount(upTo).value) } : {}),
    ...(kind === "keep" ? { keep: String(readCount(keep).value) } : {}),
  };
}

export function purgeBody({ subject, upTo, keep }: PurgeScope): string {
  const members = [
    ...(subject ? [`"subject":${JSON.stringify(subject)}`] : []),
    ...(upTo ? [`"up_to":${upTo}`] : []),
    ...(keep ? [`"keep":${keep}`] : []),
  ];
  return `{${members.join(",")}}`;
}

/** The same for the nats CLI. Its --seq is, like ours, the first that stays. */
export function purgeFlags({ subject, upTo, keep }: PurgeScope): string[] {
  return [
    ...(subject ? [`--subject=${subject}`] : []),
    ...(upTo ? [`--seq=${upTo}`] : []),
    ...(keep ? [`--keep=${keep}`] : []),
  ];
}
