import { expect, it } from "vitest";
import { batchOf } from "@/testing/live-batches";
import { framesOf } from "./frame";
import { Subjects, treeOf } from "./subjects";

function count(subjects: Subjects, ...names: string[]) {
  for (const frame of framesOf(
    batchOf({
      subscription: 1,
      messages: names.map((subject) => ({ subject, reply: "r", header: "NATS/1.0\r\n\r\n" })),
    }),
  ))
    subjects.count(frame);
}

it("counts by subject, and how many came in a second", () => {
  const subjects = new Subjects();
  subjects.tick(1_000);
  count(subjects, "a.b", "a.b", "größe", "a");
  subjects.tick(3_000);
  expect(subjects.list()).toEqual(
    expect.arrayContaining([
      { subject: "a.b", total: 2, rate: 1 },
      { subject: "größe", total: 1, rate: 0.5 },
      { subject: "a", total: 1, rate: 0.5 },
    ]),
  );
  subjects.tick(4_000);
  expect(subjects.list().map(({ rate }) => rate)).toEqual([0, 0, 0]);
});

it("tells so many apart, and counts the others", () => {
  const subjects = new Subjects();
  for (let i = 0; i < 6_000; i += 500) count(subjects, ...Array.from({ length: 500 }, (_, n) => `s.${i + n}`));
  expect(subjects.size).toBe(5_000);
  expect(subjects.others).toBe(1_000);
});

it("makes a tree, the busiest first, with single ways in one line", () => {
  const tree = treeOf([
    { subject: "orders.eu.created", total: 5, rate: 1 },
    { subject: "orders.eu.paid", total: 7, rate: 2 },
    { subject: "a.b.c", total: 1, rate: 0 },
    { subject: "x", total: 2, rate: 0 },
    { subject: "x.y", total: 1, rate: 0 },
  ]);
  expect(tree.map(({ token, path, total }) => [token, path, total])).toEqual([
    ["orders.eu", "orders.eu", 12],
    ["x", "x", 3],
    ["a.b.c", "a.b.c", 1],
  ]);
  expect(tree[0]?.branches.map(({ token, rate }) => [token, rate])).toEqual([
    ["paid", 2],
    ["created", 1],
  ]);
  expect(tree[1]?.branches.map(({ path }) => path)).toEqual(["x.y"]); // something came on x itself
});
