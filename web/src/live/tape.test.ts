import { describe, expect, it } from "vitest";
import { batchOf, type SentFrame } from "@/testing/live-batches";
import { framesOf } from "./frame";
import { Tape } from "./tape";

const text = (data: Uint8Array | undefined) => new TextDecoder().decode(data);

function feed(tape: Tape, frame: Omit<SentFrame, "subscription">) {
  for (const one of framesOf(batchOf({ subscription: 1, ...frame }))) tape.add(one);
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ subject: "s", data: `message ${from + index}` }));

describe("a tape", () => {
  it("keeps the newest, and a row keeps its number", () => {
    const tape = new Tape({ messages: 1_000, bytes: 64 * 1024 * 1024 });
    for (let i = 0; i < 50_000; i += 500) feed(tape, { messages: numbered(i, 500), produced: i + 500 });
    expect(tape.end).toBe(50_000);
    expect(tape.kept).toBeLessThanOrEqual(1_000 + 1_200); // a piece more at most
    expect(tape.first).toBe(50_000 - tape.kept);
    for (const row of [tape.first, tape.first + 1, 49_998, 49_999]) {
      expect(text(tape.at(row)?.message?.data)).toBe(`message ${row}`);
    }
    expect(tape.at(tape.first - 1)).toBeUndefined();
    expect(tape.at(50_000)).toBeUndefined();
  });

  it("is bounded in bytes too", () => {
    const tape = new Tape({ messages: 1_000_000, bytes: 300_000 });
    for (let i = 0; i < 200; i++) feed(tape, { messages: [{ subject: "s", data: "x".repeat(10_000) }] });
    expect(tape.bytes).toBeLessThanOrEqual(300_000);
    expect(tape.kept).toBeGreaterThan(10);
  });

  it("keeps one message that is larger than all of it", () => {
    const tape = new Tape({ messages: 10, bytes: 1_000 });
    feed(tape, { messages: [{ subject: "s", data: "x".repeat(200_000) }] });
    expect(tape.at(tape.first)?.message?.data).toHaveLength(200_000);
  });

  it("shows where something was dropped, before what came after it", () => {
    const tape = new Tape();
    feed(tape, { messages: numbered(0, 1), produced: 1 });
    feed(tape, { messages: numbered(9, 1), produced: 10, dropped: 8 });
    feed(tape, { kind: "counters", produced: 30, dropped: 28, missed: 2 });
    feed(tape, { kind: "counters", produced: 31, dropped: 29, missed: 2 });
    feed(tape, { messages: numbered(31, 1), produced: 32, dropped: 29, missed: 2 });
    expect(
      Array.from({ length: tape.end }, (_, row) => tape.at(row)?.note ?? text(tape.at(row)?.message?.data)),
    ).toEqual([
      "message 0",
      { kind: "dropped", dropped: 8, missed: 0 },
      "message 9",
      { kind: "dropped", dropped: 21, missed: 2 },
      "message 31",
    ]);
  });

  it("counts anew with a new subscription", () => {
    const tape = new Tape();
    feed(tape, { messages: numbered(0, 1), produced: 10, dropped: 9 });
    tape.restart();
    feed(tape, { messages: numbered(0, 1), produced: 1 });
    expect(tape.end).toBe(3);
  });

  it("notes gaps in ms", () => {
    const tape = new Tape();
    feed(tape, { gap: { lost: 1_500_000_000n, back: 4_700_000_000n } });
    expect(tape.at(0)?.note).toEqual({ kind: "gap", lost: 1500, back: 4700 });
  });

  it("goes on behind what was cleared", () => {
    const tape = new Tape();
    feed(tape, { messages: numbered(0, 3), produced: 3 });
    tape.clear();
    expect([tape.first, tape.end, tape.kept, tape.bytes]).toEqual([3, 3, 0, 0]);
    feed(tape, { messages: numbered(3, 1), produced: 4 });
    expect(text(tape.at(3)?.message?.data)).toBe("message 3");
  });
});
