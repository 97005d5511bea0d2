import { expect, it } from "vitest";
import { framesOf } from "@/live/frame";
import { Tape } from "@/live/tape";
import { batchOf } from "@/testing/live-batches";
import { Found, filterOf } from "./filter";
import { linesOf } from "./lines";

function tapeOf(tape: Tape, ...messages: { subject: string; data?: string; header?: string }[]) {
  for (const frame of framesOf(batchOf({ subscription: 1, messages }))) tape.add(frame);
  return tape;
}

const foundBy = (text: string, tape: Tape) => {
  const { matches } = filterOf(text);
  if (!matches) throw new Error("no filter");
  const found = new Found(tape, matches);
  found.advance(1000);
  return found.rows;
};

it("finds text in any case, in subject, headers and payload", () => {
  const tape = tapeOf(
    new Tape(),
    { subject: "orders.EU", data: "x" },
    { subject: "b", data: "from eu" },
    { subject: "c", header: "NATS/1.0\r\nRegion: Eu\r\n\r\n" },
    { subject: "d", data: "us" },
  );
  expect(foundBy("eu", tape)).toEqual([0, 1, 2]);
  expect(foundBy("/^orders/", tape)).toEqual([0]);
  expect(foundBy("/FROM e./i", tape)).toEqual([1]);
});

it("says that an expression is none, and takes a single slash for text", () => {
  expect(filterOf("/(/")).toEqual({ error: "This is no regular expression." });
  expect(filterOf("")).toEqual({});
  expect(foundBy("/", tapeOf(new Tape(), { subject: "a/b" }))).toEqual([0]);
});

it("looks at what comes later, keeps notes, and lets go of what is gone", () => {
  const tape = new Tape({ messages: 1_500, bytes: 2 ** 30 });
  const found = new Found(tape, filterOf("yes").matches ?? (() => false));
  const many = (text: string) =>
    Array.from({ length: 1_000 }, () => ({ subject: "s", data: `${text} ${"x".repeat(100)}` }));
  tapeOf(tape, ...many("no"), { subject: "s", data: "yes" });
  tape.note({ kind: "gap", lost: 1, back: 2 });
  found.advance(1000);
  expect(found.rows).toEqual([1000, 1001]);
  expect(found.messages).toBe(1);
  expect(linesOf(tape, found)).toMatchObject({ first: 0, end: 2 });
  tapeOf(tape, ...many("no"));
  tapeOf(tape, ...many("no"), { subject: "s", data: "yes" });
  found.advance(1000);
  expect(found.rows).toEqual([3002]);
  expect(found.messages).toBe(1);
  const lines = linesOf(tape, found);
  expect([lines.first, lines.end, lines.rowOf(2), lines.lineOf(3002), lines.lineOf(1000)]).toEqual([
    2,
    3,
    3002,
    2,
    undefined,
  ]);
});

it("takes turns with the page", () => {
  const tape = tapeOf(new Tape(), ...Array.from({ length: 1_000 }, () => ({ subject: "s" })));
  const found = new Found(tape, () => true);
  let clock = 0;
  found.advance(5, () => clock++ * 3);
  expect(found.left).toBeGreaterThan(500);
  while (found.left > 0) found.advance(1000);
  expect(found.rows).toHaveLength(1_000);
});
