import { describe, expect, it } from "vitest";
import { expected, exportQuery, type Wish, wishProblems } from "./export";
import { questionOf } from "./question";

const all: Wish = { range: { kind: "all" }, filtered: true, limit: "" };
const between = (first: string, last: string): Wish => ({ ...all, range: { kind: "between", first, last } });
const filtered = questionOf({ subject: "orders.eu.>", search: "paid", where: "payload" });
const counts = { messages: 4_118_006, matched: 1_204_882 };

it("asks for what the page is filtered by, or for everything", () => {
  const search = { search: "paid", search_mode: "substring", search_in: "payload" };
  expect(exportQuery(all, filtered)).toEqual({ from: "first", subject: "orders.eu.>", ...search });
  expect(exportQuery({ ...all, filtered: false }, filtered)).toEqual({ from: "first" });
});

it("takes a range as it is typed", () => {
  expect(exportQuery(between("188,338,103", ""), questionOf({}))).toEqual({ from: "seq:188338103" });
  expect(exportQuery({ ...between("", "20"), limit: "1 000" }, questionOf({}))).toEqual({
    from: "first",
    to_sequence: "20",
    max_messages: "1000",
  });
});

describe("what is wrong", () => {
  it.each([
    [between("x", ""), { first: expect.any(String) }],
    [between("1", "0"), { last: expect.any(String) }],
    [between("20", "3"), { last: "It comes before the first one." }],
    [{ ...all, limit: "-1" }, { limit: expect.any(String) }],
    [between("", ""), {}],
  ])("%j", (wish, problems) => expect(wishProblems(wish as Wish)).toEqual(problems));
});

describe("how many there will be", () => {
  it.each([
    ["exactly, where everything goes", all, questionOf({}), { most: 4_118_006, exact: true }],
    ["exactly, of a subject", all, questionOf({ subject: "orders.eu.>" }), { most: 1_204_882, exact: true }],
    ["at most, of a search", all, filtered, { most: 1_204_882, exact: false }],
    ["at most, of a range", between("1", "9"), questionOf({}), { most: 4_118_006, exact: false }],
    ["as many as were asked for", { ...all, limit: "50" }, questionOf({}), { most: 50, exact: true }],
  ])("is known %s", (_, wish, question, answer) => expect(expected(wish as Wish, question, counts)).toEqual(answer));

  it("is not known where nobody counted", () => {
    const uncounted = { ...counts, matched: undefined };
    expect(expected(all, filtered, uncounted)).toEqual({ most: undefined, exact: false });
  });
});
