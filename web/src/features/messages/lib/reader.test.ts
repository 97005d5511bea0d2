import { describe, expect, it, vi } from "vitest";
import type { MessagePage } from "@/api/types";
import { messageEnds, messagePage } from "@/testing/message-fixtures";
import { type Question, questionOf } from "./question";
import { type PageRequest, pageSize, Reader } from "./reader";

const { last } = messageEnds;

/** A reader over the fixtures' stream, and what it asked. */
function readerOf(
  question: Question,
  answer: (request: PageRequest) => MessagePage | Promise<MessagePage> = answerOf(question),
) {
  const asked: PageRequest[] = [];
  const signals: AbortSignal[] = [];
  const reader = new Reader(question, () => async (request, signal) => {
    asked.push(request);
    signals.push(signal);
    return await answer(request);
  });
  return { reader, asked, signals };
}

const answerOf = (question: Question) => (request: PageRequest) => {
  const query = new URLSearchParams(Object.entries(request).map(([name, value]) => [name, String(value)]));
  if (question.search.text !== "") query.set("search", question.search.text);
  return messagePage(query.toString());
};

const looking = (text: string, budget = 250_000) => questionOf({ search: text, budget: budget as 250_000 });

describe("a reader", () => {
  it("begins where the question says, and reads on at the end that is asked for", async () => {
    const { reader, asked } = readerOf(questionOf({}));
    await reader.begin();
    await reader.more("after");
    await reader.more("before"); // there is nothing
    expect(asked).toEqual([
      { from: "last", direction: "older", limit: pageSize },
      { cursor: `older ${last - 2 * pageSize}`, limit: pageSize },
    ]);
    expect(reader.get().window.rows).toHaveLength(2 * pageSize);
    expect(reader.get().facts).toMatchObject({ messages: messageEnds.count, method: "batch" });
  });

  it("keeps the message that is at the top in its place when it reads again", async () => {
    const { reader, asked } = readerOf(questionOf({}));
    await reader.begin();
    await reader.begin(last - 80);
    expect(asked[1]).toEqual({ from: `seq:${last - 80}`, direction: "older", limit: pageSize });
    const { rows, start } = reader.get().window;
    expect([rows[0]?.sequence, start]).toEqual([last - 80, 40]);
  });

  it("says what failed, keeps what it has, and tries again", async () => {
    let fails = false;
    const { reader } = readerOf(questionOf({}), (request) => {
      if (fails) throw new Error("no answer");
      return answerOf(questionOf({}))(request);
    });
    await reader.begin();
    fails = true;
    await reader.more("after");
    expect(reader.get()).toMatchObject({ reading: undefined, problem: { side: "after" } });
    expect(reader.get().window.rows).toHaveLength(pageSize);
    fails = false;
    await reader.more("after");
    expect(reader.get().problem).toBeUndefined();
    expect(reader.get().window.rows).toHaveLength(2 * pageSize);
  });

  it("takes back a request when another one is wanted, and nothing of it comes after that", async () => {
    const answers: ((page: MessagePage) => void)[] = [];
    const { reader, signals } = readerOf(questionOf({}), () => new Promise((resolve) => answers.push(resolve)));
    const first = reader.begin();
    const second = reader.begin(last - 40);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    answers[1]?.(messagePage(`from=seq:${last - 40}&direction=older&limit=2`));
    answers[0]?.(messagePage("from=last&limit=2"));
    await Promise.all([first, second]);
    expect(reader.get().window.rows[0]?.sequence).toBe(last - 40);
  });

  it("shows what is new only when it is asked to", async () => {
    const { reader, asked } = readerOf(questionOf({}));
    await reader.begin();
    await reader.newer();
    expect(asked.at(-1)).toEqual({ from: `seq:${last + 1}`, direction: "newer", limit: pageSize });
  });

  it("is without what was deleted", async () => {
    const { reader } = readerOf(questionOf({}));
    await reader.begin();
    reader.forget(last);
    expect(reader.get().window.rows[0]?.sequence).toBe(last - 2);
  });
});

describe("a search", () => {
  it("goes on in steps until the budget is used up, and says how far it came", async () => {
    const { reader, asked } = readerOf(looking("nowhere", 10_000));
    const seen: (number | undefined)[] = [];
    reader.subscribe(() => seen.push(reader.get().progress?.read));
    await reader.begin();
    expect(asked.map(({ budget }) => budget)).toEqual([5_000, 5_000]);
    expect(seen).toContain(5_000);
    expect(reader.get().progress).toEqual({ read: 10_000, matched: 0, stopped: "budget" });
    await reader.more("after");
    expect(reader.get().progress).toEqual({ read: 20_000, matched: 0, stopped: "budget" });
  });

  it("stops by itself when it has found enough", async () => {
    const { reader } = readerOf(looking("LMP-OAK"));
    await reader.begin();
    expect(reader.get().progress?.stopped).toBe("limit");
    expect(reader.get().window.rows).toHaveLength(pageSize);
    expect(reader.get().reading).toBeUndefined();
  });

  it("adds what it finds as it comes", async () => {
    const question = looking('"total":17.9', 10_000);
    const { reader } = readerOf(question);
    const counts = new Set<number>();
    reader.subscribe(() => counts.add(reader.get().window.rows.length));
    await reader.begin();
    expect([...counts].length).toBeGreaterThan(2);
    expect(reader.get().window.rows.every(({ data }) => data.includes('"total":17.9'))).toBe(true);
  });

  it("is stopped by hand: the request is taken back, and what was found stays", async () => {
    const answers = vi.fn(answerOf(looking("nowhere")));
    let hold: (() => void) | undefined;
    const { reader, signals } = readerOf(looking("nowhere"), async (request) => {
      if (answers.mock.calls.length === 1) await new Promise<void>((resolve) => (hold = resolve));
      return answers(request);
    });
    const search = reader.begin();
    await vi.waitFor(() => expect(signals).toHaveLength(2));
    reader.stop();
    expect(signals[1]?.aborted).toBe(true);
    hold?.();
    await search;
    expect(reader.get()).toMatchObject({ reading: undefined, progress: { read: 5_000, stopped: "hand" } });
  });

  it("that fails on its way goes on from there", async () => {
    let fails = false;
    const { reader, asked } = readerOf(looking("nowhere", 10_000), (request) => {
      if (fails) throw new Error("no answer");
      fails = true;
      return answerOf(looking("nowhere"))(request);
    });
    await reader.begin();
    expect(reader.get().problem?.side).toBe("after");
    fails = false;
    await reader.more("after");
    expect(asked[2]).toMatchObject({ cursor: `older ${last - 2 * 5_000}` });
  });
});
