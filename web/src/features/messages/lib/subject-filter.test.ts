import { describe, expect, it } from "vitest";
import { filterFor, subjectProblem, suggest } from "./subject-filter";

describe("a subject", () => {
  it.each(["orders", "orders.eu", "a.ä.😀", "orders.<b>"])("%s is one", (subject) =>
    expect(subjectProblem(subject, false)).toBeUndefined(),
  );
  it.each(["orders.*.created", "orders.>", ">", "*"])("%s is a filter, and no message has it", (subject) => {
    expect(subjectProblem(subject, true)).toBeUndefined();
    expect(subjectProblem(subject, false)).toMatch(/without wildcards/);
  });
  it.each(["orders..eu", ".orders", "orders.", "a b", "a\tb", "a\u0000b"])("%j is none", (subject) =>
    expect(subjectProblem(subject, true)).toBeDefined(),
  );
  it("ends with its >", () => expect(subjectProblem("orders.>.created", true)).toMatch(/nothing can follow/));
});

describe("while it is typed", () => {
  it.each([
    ["", ">"],
    ["ord", ">"],
    ["orders.", "orders.>"],
    ["orders.eu.cr", "orders.eu.>"],
    ["orders.>.x", "orders.>"],
    ["orders..", "orders.>"],
  ])("%j asks for the subjects below %s", (typed, filter) => expect(filterFor(typed)).toBe(filter));

  const subjects = [
    { subject: "orders.eu.created", messages: 50 },
    { subject: "orders.us.created", messages: 40 },
    { subject: "orders.eu.paid", messages: 30 },
    { subject: "audit", messages: 1 },
  ];
  it.each([
    ["", ["orders.>", "orders.eu.created", "orders.us.created", "orders.eu.paid", "audit"]],
    ["orders.e", ["orders.eu.>", "orders.eu.created", "orders.eu.paid"]],
    ["orders.*.cr", ["orders.eu.created", "orders.us.created"]],
    ["orders.eu.created", []],
    ["nothing", []],
  ])("%j may become %j", (typed, expected) =>
    expect(suggest(typed, subjects).map(({ subject }) => subject)).toEqual(expected),
  );
});
