import { describe, expect, it } from "vitest";
import { draftOf, wantedOfDraft } from "./draft";
import { readLiveSearch, searchOf, wantedOf } from "./search";

const subject = (subject: string, queue = "") => wantedOfDraft({ ...draftOf(undefined), subject, queue });
const stream = (over: Partial<ReturnType<typeof draftOf>>) =>
  wantedOfDraft({ ...draftOf(undefined), kind: "stream", stream: "ORDERS", ...over });

describe("what is typed", () => {
  it.each(["orders.>", ">", "a.*.b", "$JS.EVENT.>", "größe", " orders.eu "])("takes the subject %s", (text) => {
    expect(subject(text).wanted).toEqual({ subject: text.trim(), queue: undefined });
  });
  it.each(["", " ", "a..b", ".a", "a.", "a b", ">.a", "a\u0000"])("refuses %j as a subject", (text) => {
    expect(subject(text)).toMatchObject({ problems: { subject: expect.any(String) } });
    expect(subject(text).wanted).toBeUndefined();
  });
  it("refuses a queue group with a space, and keeps one without", () => {
    expect(subject("a", "x y").problems.queue).toBeDefined();
    expect(subject("a", " q ").wanted).toEqual({ subject: "a", queue: "q" });
  });
  it("reads where a stream begins", () => {
    expect(stream({}).wanted).toEqual({ stream: "ORDERS", subject: undefined, from: { at: "new" } });
    expect(stream({ at: "last", count: "1,000" }).wanted).toMatchObject({ from: { at: "last", count: 1000 } });
    expect(stream({ at: "sequence", sequence: "12 345" }).wanted).toMatchObject({ from: { sequence: 12_345 } });
    expect(stream({ at: "last", count: "1001" }).problems.count).toBeDefined();
    expect(stream({ at: "sequence", sequence: "0" }).problems.sequence).toBeDefined();
    expect(stream({ at: "time", time: "" }).problems.time).toBeDefined();
    expect(stream({ stream: "" }).problems.stream).toBeDefined();
    expect(stream({ filter: "a..b" }).problems.filter).toBeDefined();
  });
});

describe("an address", () => {
  it.each([
    { subject: "orders.>" },
    { subject: "work", queue: "q" },
    { stream: "ORDERS", from: { at: "new" } },
    { stream: "ORDERS", subject: "orders.eu.>", from: { at: "last", count: 50 } },
    { stream: "ORDERS", from: { at: "sequence", sequence: 7 } },
    { stream: "ORDERS", from: { at: "time", time: "2026-11-26T12:00:00.000Z" } },
    { stream: "ORDERS", from: { at: "all" } },
  ] as const)("says %o and back", (wanted) => {
    expect(wantedOf(readLiveSearch({ ...searchOf(wanted) }))).toEqual({
      ...wanted,
      ...("stream" in wanted
        ? { subject: "subject" in wanted ? wanted.subject : undefined }
        : { queue: "queue" in wanted ? wanted.queue : undefined }),
    });
  });
  it("may be anything", () => {
    expect(wantedOf(readLiveSearch({ subject: 7, from: {}, stream: ["x"], view: "odd" }))).toEqual({
      subject: "7",
      queue: undefined,
    });
    expect(wantedOf(readLiveSearch({ stream: "S", from: "last:many" }))).toMatchObject({ from: { at: "new" } });
    expect(wantedOf(readLiveSearch({}))).toBeUndefined();
  });
});
