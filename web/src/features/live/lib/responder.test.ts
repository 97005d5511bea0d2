import { describe, expect, it, vi } from "vitest";
import { framesOf } from "@/live/frame";
import { batchOf } from "@/testing/live-batches";
import type { Reply } from "../api/reply";
import { Responder, type Template } from "./responder";

const echo: Template = ({ number, message }) => ({
  data: `${number}: ${new TextDecoder().decode(message.data)}`,
  encoding: "utf8",
  headers: {},
});

function begin(send: (reply: string, body: Reply) => Promise<void>, template?: Template) {
  const responder = new Responder(send, () => undefined);
  responder.template = template;
  const ask = (...messages: { subject: string; reply?: string; data?: string }[]) => {
    for (const frame of framesOf(batchOf({ subscription: 1, messages }))) responder.hear(frame);
  };
  return { responder, ask };
}

describe("a responder", () => {
  it("answers with its template as requests come", async () => {
    const send = vi.fn().mockResolvedValue(undefined);
    const { responder, ask } = begin(send, echo);
    ask(
      { subject: "prices.get", reply: "_INBOX.1", data: "a" },
      { subject: "prices.get" },
      { subject: "x", reply: "_INBOX.2", data: "b" },
    );
    await vi.waitFor(() => expect(responder.answered).toBe(2));
    expect(send.mock.calls.map(([reply, { data }]) => [reply, data])).toEqual([
      ["_INBOX.1", "1: a"],
      ["_INBOX.2", "2: b"],
    ]);
    expect([responder.requests, responder.silent, responder.failed]).toEqual([2, 1, 0]);
    expect(responder.asked.map(({ number, state }) => [number, state])).toEqual([
      [2, "answered"],
      [1, "answered"],
    ]);
  });

  it("leaves them to a person without one, and answers each once", async () => {
    const send = vi.fn().mockResolvedValue(undefined);
    const { responder, ask } = begin(send);
    ask({ subject: "a", reply: "r" });
    const [asked] = responder.asked;
    expect(asked?.state).toBe("waiting");
    if (!asked) return;
    const reply: Reply = { data: "by hand", encoding: "utf8", headers: { A: ["1"] } };
    await Promise.all([responder.answer(asked, reply), responder.answer(asked, reply)]);
    await responder.answer(asked, reply);
    expect(send).toHaveBeenCalledExactlyOnceWith("r", reply);
    expect(responder.answered).toBe(1);
  });

  it("says what failed, and can try it again", async () => {
    const send = vi.fn().mockRejectedValueOnce(new Error("no")).mockResolvedValue(undefined);
    const { responder, ask } = begin(send, echo);
    ask({ subject: "a", reply: "r" });
    await vi.waitFor(() => expect(responder.failed).toBe(1));
    const [asked] = responder.asked;
    if (!asked) throw new Error("it is gone");
    expect(asked).toMatchObject({ state: "failed", error: new Error("no") });
    await responder.answer(asked, echo(asked));
    expect([responder.failed, responder.answered]).toEqual([0, 1]);
  });

  it("is bounded, and counts those for which there was no turn", async () => {
    const going: (() => void)[] = [];
    const send = vi.fn().mockImplementation(() => new Promise<void>((resolve) => going.push(resolve)));
    const { responder, ask } = begin(send, echo);
    for (let i = 0; i < 15; i++) ask(...Array.from({ length: 100 }, () => ({ subject: "a", reply: "r" })));
    expect(send).toHaveBeenCalledTimes(8);
    expect(responder.left).toBe(1_500 - 8 - 1_000);
    expect(responder.asked).toHaveLength(200);
    while (responder.answered < 1_008) {
      for (const done of going.splice(0)) done();
      await Promise.resolve();
    }
    expect([responder.requests, responder.answered, responder.left]).toEqual([1_500, 1_008, 492]);
  });
});
