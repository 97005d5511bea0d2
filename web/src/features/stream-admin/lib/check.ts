import type { PlaceProblem } from "@/shared/document/editor-context";
import { isArray, isObject, JsonNumber, type JsonObject } from "@/shared/document/json";
import { durationText } from "@/shared/document/quantities";

// What the server would refuse for sure, said while it is typed. The server checks all of it again, and more.

/** What is wrong with a name; undefined when it is one. */
export function nameProblem(document: JsonObject): PlaceProblem | undefined {
  const name = document.get("name");
  if (name === "" || name === undefined) return { path: ["name"], message: "Say how it is called." };
  const bytes = typeof name === "string" ? new TextEncoder().encode(name).length : 0;
  if (bytes === 0 || bytes > 255) return { path: ["name"], message: "A name is 1 to 255 bytes of text." };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\s.*>/\\\u0000-\u001f\u007f]/.test(String(name)))
    return { path: ["name"], message: "A name has no space, dot, *, >, / or \\ in it." };
  return undefined;
}

export function streamProblems(document: JsonObject): PlaceProblem[] {
  return [...subjectProblems(document), ...windowProblems(document), ...combinations(document)];
}

const tokens = (subject: string) => subject.split(".");

function isSubject(subject: string): boolean {
  return (
    !/\s/.test(subject) &&
    tokens(subject).every((token, index, all) => token !== "" && (token !== ">" || index === all.length - 1))
  );
}

/** Whether a message could be on both of two subjects. */
export function collide(a: string, b: string): boolean {
  const [left, right] = [tokens(a), tokens(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one, other] = [left[index], right[index]];
    if (one === undefined || other === undefined) return false;
    if (one === ">" || other === ">") return true;
    if (one !== "*" && other !== "*" && one !== other) return false;
  }
  return true;
}

function subjectProblems(document: JsonObject): PlaceProblem[] {
  const value = document.get("subjects");
  const subjects = isArray(value) ? value.filter((item) => typeof item === "string") : [];
  const wrong = subjects.find((subject) => !isSubject(subject));
  if (wrong !== undefined)
    return [
      { path: ["subjects"], message: `“${wrong}” is no subject: words with dots between them, > only at the end.` },
    ];
  if (subjects.length > 0 && isObject(document.get("mirror")))
    return [{ path: ["subjects"], message: "A mirror has no subjects of its own." }];
  return overlapIn(subjects);
}

/** More than this many are left to the server, which compares them faster. */
const mostCompared = 300;

function overlapIn(subjects: readonly string[]): PlaceProblem[] {
  for (const [index, one] of subjects.slice(0, mostCompared).entries()) {
    const other = subjects.slice(index + 1, mostCompared).find((two) => collide(one, two));
    if (other !== undefined)
      return [{ path: ["subjects"], message: `“${one}” and “${other}” overlap: a message would be kept twice.` }];
  }
  return [];
}

const numberAt = (document: JsonObject, name: string) => {
  const value = document.get(name);
  return value instanceof JsonNumber ? value.integer : undefined;
};

function windowProblems(document: JsonObject): PlaceProblem[] {
  const [age, window] = [numberAt(document, "max_age") ?? 0n, numberAt(document, "duplicate_window") ?? 0n];
  const least = 100_000_000n;
  return [
    ...(age > 0n && age < least ? [{ path: ["max_age"], message: "At least 100ms." }] : []),
    ...(window > 0n && window < least ? [{ path: ["duplicate_window"], message: "At least 100ms." }] : []),
    ...(age > 0n && window > age
      ? [
          {
            path: ["duplicate_window"],
            message: `No longer than messages are kept, which is ${durationText(age)}.`,
          },
        ]
      : []),
  ];
}

function combinations(document: JsonObject): PlaceProblem[] {
  const on = (name: string) => document.get(name) === true;
  const perSubject = on("discard_new_per_subject");
  return [
    ...(perSubject && document.get("discard") !== "new"
      ? [{ path: ["discard_new_per_subject"], message: "Only with “Refuse new ones”." }]
      : []),
    ...(perSubject && (numberAt(document, "max_msgs_per_subject") ?? 0n) <= 0n
      ? [{ path: ["discard_new_per_subject"], message: "Only with a limit of messages per subject." }]
      : []),
    ...(on("deny_purge") && on("allow_rollup_hdrs")
      ? [{ path: ["allow_rollup_hdrs"], message: "Roll-ups purge, and “No purges” is on." }]
      : []),
  ];
}
