import type { PlaceProblem } from "@/shared/document/editor-context";
import { isArray, JsonNumber, type JsonObject } from "@/shared/document/json";

// What the server would refuse for sure, said while it is typed. The server checks all of it again, and more.

export function consumerProblems(document: JsonObject): PlaceProblem[] {
  return [
    ...nameProblems(document),
    ...filterProblems(document),
    ...startProblems(document),
    ...combinations(document),
  ];
}

const text = (document: JsonObject, name: string) => {
  const value = document.get(name);
  return typeof value === "string" ? value : "";
};
const integer = (document: JsonObject, name: string) => {
  const value = document.get(name);
  return value instanceof JsonNumber ? value.integer : undefined;
};
const list = (document: JsonObject, name: string) => {
  const value = document.get(name);
  return isArray(value) ? value : [];
};

function nameProblems(document: JsonObject): PlaceProblem[] {
  const [durable, name] = [text(document, "durable_name"), text(document, "name")];
  const problems = (["durable_name", "name"] as const).flatMap((field): PlaceProblem[] => {
    const message = nameProblem(text(document, field));
    return message ? [{ path: [field], message }] : [];
  });
  if (durable !== "" && name !== "" && durable !== name)
    problems.push({ path: ["name"], message: "The same as the durable name, or nothing." });
  return problems;
}

function nameProblem(name: string): string | undefined {
  if (name === "") return undefined;
  if (new TextEncoder().encode(name).length > 255) return "A name is 255 bytes of text at most.";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\s.*>/\\\u0000-\u001f\u007f]/.test(name)) return "A name has no space, dot, *, >, / or \\ in it.";
  return undefined;
}

function filterProblems(document: JsonObject): PlaceProblem[] {
  const several = list(document, "filter_subjects");
  if (text(document, "filter_subject") !== "" && several.length > 0)
    return [{ path: ["filter_subject"], message: "Either this or filter subjects." }];
  const none = text(document, "filter_subject") === "" && several.length === 0;
  return none && text(document, "deliver_policy") === "last_per_subject"
    ? [{ path: ["filter_subjects"], message: "The last of each subject needs a filter; > stands for all of them." }]
    : [];
}

function startProblems(document: JsonObject): PlaceProblem[] {
  const policy = text(document, "deliver_policy");
  const [sequence, time] = [integer(document, "opt_start_seq") ?? 0n, text(document, "opt_start_time")];
  const problems: PlaceProblem[] = [];
  if (policy === "by_start_sequence" && sequence <= 0n)
    problems.push({ path: ["opt_start_seq"], message: "Say at which sequence it starts." });
  if (policy !== "by_start_sequence" && sequence > 0n)
    problems.push({ path: ["opt_start_seq"], message: "Only for one that starts at a sequence." });
  if (policy === "by_start_time" && time === "")
    problems.push({ path: ["opt_start_time"], message: "Say at which time it starts." });
  if (policy !== "by_start_time" && time !== "")
    problems.push({ path: ["opt_start_time"], message: "Only for one that starts at a time." });
  return problems;
}

function combinations(document: JsonObject): PlaceProblem[] {
  const problems: PlaceProblem[] = [];
  const steps = list(document, "backoff").length;
  const most = integer(document, "max_deliver");
  if (steps > 0 && (most === undefined || most === 0n || (most > 0n && BigInt(steps) > most)))
    problems.push({ path: ["backoff"], message: "No more steps than deliveries: say how many there may be." });
  const push = text(document, "deliver_subject") !== "";
  const set = (name: string) => (integer(document, name) ?? 0n) > 0n || document.get(name) === true;
  if (!push) {
    for (const name of ["idle_heartbeat", "flow_control", "rate_limit_bps"])
      if (set(name)) problems.push({ path: [name], message: "Only for a push consumer: say its deliver subject." });
  } else if (set("max_waiting")) {
    problems.push({ path: ["max_waiting"], message: "Nobody pulls from a push consumer." });
  }
  if (push && document.get("flow_control") === true && !set("idle_heartbeat"))
    problems.push({ path: ["idle_heartbeat"], message: "Flow control needs a heartbeat." });
  const policy = text(document, "priority_policy");
  const groups = list(document, "priority_groups").length;
  if (policy !== "" && policy !== "none" && groups === 0)
    problems.push({ path: ["priority_groups"], message: "A priority needs a group." });
  return problems;
}
