import { expect, it } from "vitest";
import { consumer, consumerList } from "@/testing/consumer-fixtures";
import { noUnread, unreadOf, withReading } from "./unread";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString();
const list = (second: number, ...consumers: [string, number][]) =>
  consumerList(
    consumers.map(([name, pending]) => consumer({ name, pending })),
    { at: at(second) },
  );
const one = { stream: "ORDERS", name: "a" };

it("keeps what was not read at each reading", () => {
  const unread = [list(0, ["a", 1]), list(15, ["a", 4]), list(30, ["a", 2])].reduce(withReading, noUnread);
  expect(unreadOf(unread, one)).toEqual([1, 4, 2]);
});

it("leaves a hole where a filter left it out", () => {
  const unread = [list(0, ["a", 1]), list(15, ["b", 4]), list(30, ["a", 2])].reduce(withReading, noUnread);
  expect(unreadOf(unread, one)).toEqual([1, null, 2]);
});

it("takes the parts of one reading together", () => {
  const unread = [list(0, ["a", 1]), list(0, ["b", 4]), list(0, ["a", 1])].reduce(withReading, noUnread);
  expect(unreadOf(unread, one)).toEqual([1]);
  expect(unreadOf(unread, { ...one, name: "b" })).toEqual([4]);
});

it("forgets what is long ago, and keeps no more consumers than anybody looks at", () => {
  let unread = noUnread;
  for (let second = 0; second < 100; second++) unread = withReading(unread, list(second, ["a", second]));
  expect(unreadOf(unread, one)).toHaveLength(60);
  expect(unreadOf(unread, one).at(-1)).toBe(99);
  const many = Array.from({ length: 3_000 }, (_, index): [string, number] => [`c${index}`, 1]);
  expect(withReading(noUnread, list(0, ...many)).of.size).toBe(2_000);
});
