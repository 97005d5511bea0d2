import { describe, expect, it } from "vitest";
import { covers, mayPublish, maySubscribe, overlaps, subjectProblem } from "./permit";

const rules = (allow: string[], deny: string[] = []) => ({ allow, deny });

it.each([
  [">", "orders", true],
  ["orders.>", "orders.eu.created", true],
  ["orders.>", "orders", false],
  ["orders.*", "orders.eu", true],
  ["orders.*", "orders.eu.created", false],
  ["orders.*", "orders.*", true],
  ["orders.*", "orders.>", false],
  ["orders.>", "orders.*", true],
  ["orders.eu", "orders.*", false],
  ["*.eu.>", "orders.eu.a.b", true],
  ["orders.eu", "orders.eu", true],
])("%s covers %s: %s", (wide, narrow, expected) => expect(covers(wide, narrow)).toBe(expected));

it.each([
  ["orders.*", "orders.eu", true],
  ["orders.>", "*.eu.created", true],
  ["orders.*.x", "orders.eu.y", false],
  ["orders", "orders.>", false],
  ["a.*", "a.b.c", false],
])("%s and %s have subjects in common: %s", (a, b, expected) => {
  expect(overlaps(a, b)).toBe(expected);
  expect(overlaps(b, a)).toBe(expected);
});

describe("publishing", () => {
  it("is free where no rule is", () => {
    expect(mayPublish(rules([]), "orders.eu")).toMatchObject({ may: "yes" });
  });
  it("names the rule that allows or denies it", () => {
    const some = rules(["orders.>"], ["orders.secret.>"]);
    expect(mayPublish(some, "orders.eu")).toMatchObject({ may: "yes", rule: "orders.>" });
    expect(mayPublish(some, "orders.secret.a")).toMatchObject({ may: "no", rule: "orders.secret.>" });
    expect(mayPublish(some, "payments.eu")).toMatchObject({ may: "no", why: "No rule allows it." });
  });
  it("is never to a wildcard", () => {
    expect(mayPublish(rules([]), "orders.*")).toMatchObject({ may: "no" });
  });
});

describe("subscribing", () => {
  it("to a wildcard wider than what is allowed is refused", () => {
    expect(maySubscribe(rules(["orders.eu.>"]), "orders.>")).toMatchObject({ may: "no" });
  });
  it("to a wildcard that reaches into what is denied is allowed in part", () => {
    expect(maySubscribe(rules([], ["orders.secret.>"]), "orders.>")).toMatchObject({
      may: "partly",
      rule: "orders.secret.>",
    });
  });
  it("is not allowed by a rule for a queue group alone", () => {
    expect(maySubscribe(rules(["jobs.> workers"]), "jobs.a")).toMatchObject({ may: "no" });
    expect(maySubscribe(rules([], ["jobs.> workers"]), "jobs.a")).toMatchObject({ may: "yes" });
  });
});

it.each([
  ["orders.eu.created", undefined],
  ["orders.>", undefined],
  ["", /Type a subject/],
  ["orders eu", /no spaces/],
  ["orders..eu", /empty part/],
  ["orders.", /empty part/],
  ["orders.>.eu", /at the end/],
])("says what is wrong with %j", (subject, expected) => {
  const problem = subjectProblem(subject);
  if (expected) expect(problem).toMatch(expected);
  else expect(problem).toBeUndefined();
});
