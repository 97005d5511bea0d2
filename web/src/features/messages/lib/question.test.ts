import { describe, expect, it } from "vitest";
import { addressOf, fromParameter, questionOf, readAddress, turned } from "./question";

describe("an address", () => {
  it.each([
    [{}, "last", "older"],
    [{ from: "first" }, "first", "newer"],
    [{ from: "seq:188338103" }, "seq:188338103", "newer"],
    [{ from: "seq:5", direction: "older" }, "seq:5", "older"],
    [{ from: "time:2026-11-22T14:32:07Z" }, "time:2026-11-22T14:32:07.000Z", "newer"],
  ])("%j begins at %s and goes to %s ones", (input, from, direction) => {
    const question = questionOf(readAddress(input));
    expect(fromParameter(question.from)).toBe(from);
    expect(question.direction).toBe(direction);
  });

  it("is read back as it was written", () => {
    const written = {
      from: "seq:12",
      direction: "older" as const,
      subject: "orders.*.created",
      search: "42",
      mode: "regexp" as const,
      where: "headers,subject",
      budget: 1_000_000,
    };
    expect(addressOf(questionOf(readAddress(written)))).toEqual(written);
  });

  it("keeps to itself what is usual", () => {
    const usual = readAddress({ from: "last", where: "headers,payload", budget: 250_000, mode: "substring" });
    expect(Object.values(usual).filter((value) => value !== undefined)).toEqual([]);
  });

  it("takes what the router read as something else for what was written", () => {
    expect(readAddress({ subject: 42, search: true, open: "7" })).toMatchObject({
      subject: "42",
      search: "true",
      open: 7,
    });
  });

  it.each([
    { from: "seq:0" },
    { from: "seq:-3" },
    { from: "seq:1e9" },
    { from: "time:yesterday" },
    { from: "seq:99999999999999999999" },
    { from: { seq: 1 } },
    { open: 1.5, at: -1, compare: "x" },
    { direction: "sideways", where: "attic", budget: 3, mode: "glob" },
  ])("%j is as if nothing stood there", (input) => {
    const address = readAddress(input as Record<string, unknown>);
    expect(Object.values(address).filter((value) => value !== undefined)).toEqual([]);
  });
});

it("turned round begins at the other end, and twice is as before", () => {
  const end = questionOf({});
  expect(addressOf(turned(end))).toMatchObject({ from: "first", direction: undefined });
  expect(turned(turned(end))).toEqual(end);
  expect(addressOf(turned(questionOf({ from: "seq:9" })))).toMatchObject({ from: "seq:9", direction: "older" });
});
