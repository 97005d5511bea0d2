/** What is wrong with a subject, in words; with wildcards in it when it is a filter. */
export function subjectProblem(subject: string, wildcards: boolean): string | undefined {
  if (/[\s\p{Cc}]/u.test(subject)) return "A subject has no spaces and no control characters.";
  const tokens = subject.split(".");
  if (tokens.includes("")) return "Something is missing before or after a dot.";
  if (!wildcards)
    return tokens.some((token) => token === "*" || token === ">")
      ? "A message has one subject, without wildcards."
      : undefined;
  return tokens.slice(0, -1).includes(">") ? "“>” stands for the rest, so nothing can follow it." : undefined;
}

/** The filter that what has been typed so far would come to: all below the tokens that are whole. */
export function filterFor(typed: string): string {
  const whole = typed.split(".").slice(0, -1);
  const end = whole.findIndex((token) => token === "" || token === ">");
  return [...(end < 0 ? whole : whole.slice(0, end)), ">"].join(".");
}

export interface Suggestion {
  subject: string;
  /** How many messages it has; undefined for a group of subjects. */
  messages?: number;
}

/**
 * What may have been meant: first everything below the next token, where several subjects have it, then the subjects
 * themselves as they came.
 */
export function suggest(typed: string, subjects: readonly Required<Suggestion>[], limit = 12): Suggestion[] {
  const depth = typed.split(".").length;
  const fitting = subjects.filter(({ subject }) => fits(subject, typed) && subject !== typed);
  const groups = new Map<string, number>();
  for (const { subject } of fitting) {
    const tokens = subject.split(".");
    if (tokens.length <= depth) continue;
    const group = `${tokens.slice(0, depth).join(".")}.>`;
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const wide = [...groups].filter(([group, count]) => count > 1 && group !== typed).map(([subject]) => ({ subject }));
  return [...wide.slice(0, Math.ceil(limit / 3)), ...fitting].slice(0, limit);
}

/** Whether a subject goes on from what was typed, token by token; the last one may be half of one. */
function fits(subject: string, typed: string): boolean {
  const wanted = typed.split(".");
  const tokens = subject.split(".");
  return wanted.every((token, index) => {
    const own = tokens[index];
    if (token === ">") return true;
    if (own === undefined) return false;
    if (index === wanted.length - 1) return token === "*" || own.startsWith(token);
    return token === "*" || own === token;
  });
}

/** Whether it is one subject, without wildcards. */
export const isConcrete = (subject: string) => !subject.split(".").some((token) => token === "*" || token === ">");
