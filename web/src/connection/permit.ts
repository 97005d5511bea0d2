import type { Account } from "@/api/types";

export type Rules = Account["permissions"]["publish"];

/** Whether a user may use a subject, and the rule that decides. No rule decides where everything is allowed. */
export interface Verdict {
  may: "yes" | "partly" | "no";
  rule?: string;
  /** How many further rules say the same. */
  more?: number;
  why: string;
}

/** Why a text is no subject; undefined when it is one. As nats-server checks it: no spaces, no empty token. */
export function subjectProblem(subject: string): string | undefined {
  if (subject === "") return "Type a subject, such as orders.eu.created.";
  if (/[\s\0]/.test(subject)) return "A subject has no spaces.";
  const tokens = subject.split(".");
  if (tokens.includes("")) return "A subject has no empty part between its dots.";
  if (tokens.slice(0, -1).includes(">")) return "> stands at the end only.";
  return undefined;
}

/** Whether every subject that `narrow` stands for is also one of `wide`. */
export function covers(wide: string, narrow: string): boolean {
  const [w, n] = [wide.split("."), narrow.split(".")];
  for (let i = 0; i < w.length; i++) {
    if (w[i] === ">") return n.length > i;
    if (i >= n.length || n[i] === ">") return false;
    if (w[i] !== "*" && w[i] !== n[i]) return false;
  }
  return w.length === n.length;
}

/** Whether some subject is one of both. */
export function overlaps(a: string, b: string): boolean {
  const [x, y] = [a.split("."), b.split(".")];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    if (i >= x.length || i >= y.length) return false;
    if (x[i] === ">" || y[i] === ">") return true;
    if (x[i] !== "*" && y[i] !== "*" && x[i] !== y[i]) return false;
  }
  return true;
}

const isLiteral = (subject: string) => !subject.split(".").some((token) => token === "*" || token === ">");

/** A rule for subscribing can name a queue group behind the subject: then it holds for that group alone. */
const plainRules = (rules: readonly string[]) => rules.filter((rule) => !rule.includes(" "));

/** Whether a user with these rules may publish. Messages go to one subject, never to a wildcard. */
export function mayPublish(rules: Rules, subject: string): Verdict {
  if (!isLiteral(subject))
    return { may: "no", why: "Messages go to one subject. A wildcard can only be subscribed to." };
  return decide(rules, subject);
}

/**
 * Whether a user with these rules may subscribe. A wildcard that reaches into a denied subject is allowed, but the server
 * keeps back what is denied (nats-server, deny clauses on wildcard subscriptions).
 */
export function maySubscribe(rules: Rules, subject: string): Verdict {
  const plain = { allow: rules.allow, deny: plainRules(rules.deny) };
  const verdict = decide({ ...plain, allow: plainRules(rules.allow) }, subject, rules.allow.length > 0);
  if (verdict.may !== "yes") return verdict;
  const inside = plain.deny.find((rule) => overlaps(rule, subject));
  return inside ? { may: "partly", rule: inside, why: "Allowed, but the server keeps back what is denied:" } : verdict;
}

function decide({ allow, deny }: Rules, subject: string, limited = allow.length > 0): Verdict {
  const denied = deny.find((rule) => covers(rule, subject));
  if (denied !== undefined) return { may: "no", rule: denied, why: "Denied by" };
  if (!limited)
    return {
      may: "yes",
      why: deny.length > 0 ? "Everything is allowed that is not denied." : "Everything is allowed.",
    };
  const allowed = allow.find((rule) => covers(rule, subject));
  return allowed === undefined
    ? { may: "no", why: "No rule allows it." }
    : { may: "yes", rule: allowed, why: "Allowed by" };
}
