import { fromParameter, type Question, sequence } from "./question";

/** Which messages an export takes, besides those of the question: all, from what is seen on, or a range. */
export type Range =
  | { kind: "all" }
  | { kind: "from"; sequence: number }
  | { kind: "between"; first: string; last: string };

export interface Wish {
  range: Range;
  /** With the subject and the text that the page is filtered by. */
  filtered: boolean;
  /** At most so many; empty for all. */
  limit: string;
}

/** What is wrong with what was typed, by field. */
export interface WishProblems {
  first?: string;
  last?: string;
  limit?: string;
}

const digits = (text: string) => text.replace(/[\s,_.']/g, "");

export function wishProblems({ range, limit }: Wish): WishProblems {
  const found: WishProblems = {};
  const number = "A whole number from 1 on.";
  if (digits(limit) !== "" && sequence(digits(limit)) === undefined) found.limit = number;
  if (range.kind !== "between") return found;
  const [first, last] = [sequence(digits(range.first)), sequence(digits(range.last))];
  if (digits(range.first) !== "" && first === undefined) found.first = number;
  if (digits(range.last) !== "" && last === undefined) found.last = number;
  if (first !== undefined && last !== undefined && last < first) found.last = "It comes before the first one.";
  return found;
}

/** The wish as the API takes it. */
export function exportQuery({ range, filtered, limit }: Wish, { subject, search }: Question): Record<string, string> {
  const most = digits(limit);
  return {
    ...rangeQuery(range),
    ...(most === "" ? {} : { max_messages: most }),
    ...(filtered && subject !== "" ? { subject } : {}),
    ...(filtered && search.text !== ""
      ? { search: search.text, search_mode: search.mode, search_in: search.places.join(",") }
      : {}),
  };
}

function rangeQuery(range: Range): Record<string, string> {
  if (range.kind === "all") return { from: "first" };
  if (range.kind === "from") return { from: fromParameter({ kind: "sequence", sequence: range.sequence }) };
  const [first, last] = [digits(range.first), digits(range.last)];
  return { from: first === "" ? "first" : `seq:${first}`, ...(last === "" ? {} : { to_sequence: last }) };
}

/** How many lines it will have, where that is known beforehand; the most it can have otherwise. */
export function expected(wish: Wish, question: Question, counts: { messages: number; matched: number | undefined }) {
  const filtered = wish.filtered && question.subject !== "";
  const there = filtered ? counts.matched : counts.messages;
  const searched = wish.filtered && question.search.text !== "";
  const limit = sequence(digits(wish.limit)) ?? Number.POSITIVE_INFINITY;
  if (there === undefined) return { most: undefined, exact: false };
  return { most: Math.min(there, limit), exact: wish.range.kind === "all" && !searched };
}
