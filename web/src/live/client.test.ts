import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Problem } from "@/api/types";
import { problem } from "@/testing/fixtures";
import { FakeSocket } from "@/testing/live-batches";
import { answerWith } from "@/testing/server";
import { LiveClient } from "./client";

let frames: (() => void)[] = [];

function begin() {
  return new LiveClient({
    open: () => new FakeSocket() as unknown as WebSocket,
    now: () => Date.now(),
    frame: (run) => frames.push(run),
  });
}

const draw = () => {
  const due = frames;
  frames = [];
  for (const run of due) run();
};

const socket = () => FakeSocket.all.at(-1) as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  frames = [];
});
afterEach(() => vi.useRealTimers());

const subject = { subject: "orders.>", queue: undefined };
const stream = { stream: "ORDERS", subject: undefined, from: { at: "new" } } as const;

describe("the live client", () => {
  it("opens one socket for all, and closes it after the last", () => {
    const client = begin();
    const one = client.follow("c1", subject);
    const two = client.follow("c2", { subject: ">", queue: "q" });
    expect(FakeSocket.all).toHaveLength(1);
    expect(socket().said).toEqual([]);
    socket().open();
    expect(socket().said).toEqual([
      { op: "sub", id: 1, connection: "c1", subject: "orders.>" },
      { op: "sub", id: 2, connection: "c2", subject: ">", queue: "q" },
    ]);
    socket().event({ op: "subscribed", id: 1 });
    expect(one.state.is).toBe("live");
    client.drop(one);
    expect(socket().told("unsub")).toEqual([{ op: "unsub", id: 1 }]);
    expect(socket().closed).toBeUndefined();
    client.drop(two);
    expect(socket().closed).toBe(1000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("acknowledges once per frame", () => {
    const client = begin();
    const tail = client.follow("c", subject);
    socket().open();
    socket().event({ op: "subscribed", id: 1 });
    draw();
    socket().batch({ subscription: 1, messages: [{ subject: "orders.a" }] });
    socket().batch({ subscription: 1, messages: [{ subject: "orders.b" }, { subject: "orders.c" }], produced: 3 });
    expect(socket().told("ack")).toEqual([]);
    draw();
    expect(socket().told("ack")).toEqual([{ op: "ack", batches: 2 }]);
    expect(tail.received).toBe(3);
    draw();
    expect(socket().told("ack")).toHaveLength(1);
  });

  it("comes back after a lost socket, with a note of what was missed", () => {
    vi.setSystemTime(10_000);
    const client = begin();
    const tail = client.follow("c", subject);
    socket().open();
    socket().event({ op: "subscribed", id: 1 });
    socket().batch({ subscription: 1, messages: [{ subject: "orders.a" }], produced: 5, dropped: 4 });
    socket().close(1006);
    expect(tail.state).toEqual({ is: "away", since: 10_000 });
    vi.advanceTimersByTime(600);
    expect(FakeSocket.all).toHaveLength(2);
    socket().open();
    expect(socket().said).toEqual([{ op: "sub", id: 1, connection: "c", subject: "orders.>", passive: true }]);
    socket().event({ op: "subscribed", id: 1 });
    socket().batch({ subscription: 1, messages: [{ subject: "orders.b" }] });
    expect(tail.counters).toEqual({ produced: 6, dropped: 4, sampled: 0, missed: 0 });
    const notes = Array.from({ length: tail.tape.end }, (_, row) => tail.tape.at(row)?.note?.kind ?? "message");
    expect(notes).toEqual(["dropped", "message", "away", "message"]);
  });

  it("goes on behind the last message of a stream, and misses nothing", () => {
    const client = begin();
    const tail = client.follow("c", stream);
    socket().open();
    expect(socket().said.at(-1)).toEqual({ op: "sub", id: 1, connection: "c", stream: "ORDERS", from: "new" });
    socket().event({ op: "subscribed", id: 1, method: "consumer", first: 1, last: 41 });
    socket().close(1001);
    vi.advanceTimersByTime(600);
    socket().open();
    expect(socket().said.at(-1)).toMatchObject({ from: "sequence", sequence: 42, passive: true });
    socket().event({ op: "subscribed", id: 1, method: "consumer", first: 1, last: 44 });
    socket().batch({ subscription: 1, messages: [42, 43, 44].map((sequence) => ({ subject: "o", sequence })) });
    socket().close(1006);
    vi.advanceTimersByTime(600);
    socket().open();
    expect(socket().said.at(-1)).toMatchObject({ from: "sequence", sequence: 45 });
    socket().event({ op: "subscribed", id: 1 });
    expect(tail.tape.end).toBe(3);
  });

  it("waits longer with every failure, and asks whether there is a session", async () => {
    answerWith("GET /api/nats/connections", { connections: [{}] });
    const client = begin();
    const tail = client.follow("c", subject);
    for (let failures = 1; failures <= 8; failures++) {
      socket().close(1006);
      await vi.advanceTimersByTimeAsync(15_100);
      expect(FakeSocket.all).toHaveLength(failures + 1);
    }
    expect(tail.state.is).toBe("opening");
    answerWith("GET /api/nats/connections", problem(401, "no_session", "There is no session."));
    socket().close(1006);
    await vi.advanceTimersByTimeAsync(15_100);
    expect(tail.state).toMatchObject({ is: "over", reason: "no_session" });
    expect(FakeSocket.all).toHaveLength(9);
  });

  it("ends with the session", () => {
    const client = begin();
    const tail = client.follow("c", subject);
    socket().open();
    socket().event({ op: "subscribed", id: 1 });
    socket().close(4401);
    expect(tail.state).toMatchObject({ is: "over", reason: "no_session" });
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    client.again(tail);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("says why something cannot be followed, or ended", () => {
    const client = begin();
    const [denied, parked, ended] = [
      client.follow("c", subject),
      client.follow("c", subject),
      client.follow("c", stream),
    ];
    socket().open();
    const refused = problem(403, "nats_permission", "This user may not subscribe to orders.>.") as never as Problem;
    socket().event({ op: "error", id: 1, problem: refused });
    socket().event({ op: "error", id: 2, problem: { ...refused, code: "connection_parked" } });
    socket().event({ op: "subscribed", id: 3 });
    socket().event({ op: "end", id: 3, reason: "stream_gone", detail: "There is no stream ORDERS.", problem: refused });
    expect(denied.state).toMatchObject({ is: "refused", problem: { code: "nats_permission" } });
    expect(parked.state.is).toBe("parked");
    expect(ended.state).toMatchObject({ is: "over", reason: "stream_gone" });
    expect(socket().closed).toBe(1000);
    client.again(parked);
    socket().open();
    expect(socket().said).toEqual([{ op: "sub", id: 1, connection: "c", subject: "orders.>" }]);
  });

  it("pauses, and limits, also what begins anew", () => {
    const client = begin();
    const tail = client.follow("c", subject);
    socket().open();
    client.pause(tail, true);
    client.setLimit(tail, { perSecond: 100, mode: "sampled" });
    expect(socket().said.slice(1)).toEqual([
      { op: "pause", id: 1 },
      { op: "rate", id: 1, limit: 100, mode: "sampled" },
    ]);
    socket().event({ op: "subscribed", id: 1 });
    socket().close(1006);
    vi.advanceTimersByTime(600);
    socket().open();
    expect(socket().said[0]).toMatchObject({ paused: true, limit: 100, mode: "sampled" });
  });

  it("closes a socket that says what nobody understands, and tries again", () => {
    const client = begin();
    client.follow("c", subject);
    socket().open();
    socket().event({ op: "subscribed", id: 1 });
    socket().onmessage?.({ data: new Uint8Array([0, 0, 0, 9, 1]).buffer });
    expect(socket().closed).toBe(4400);
    vi.advanceTimersByTime(600);
    expect(FakeSocket.all).toHaveLength(2);
  });
});
