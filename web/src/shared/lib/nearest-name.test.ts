import { describe, expect, it } from "vitest";
import { nearestName, slipsBetween } from "./nearest-name";

const streams = ["PAYMENTS", "ORDERS", "ORDERS_EU", "INVENTORY", "REFUNDS", "KV_config"];

describe("nearestName", () => {
  it.each([
    ["ordesr", "ORDERS"], // two swapped
    ["order", "ORDERS"], // one missing
    ["oorders", "ORDERS"], // one too many
    ["paiments", "PAYMENTS"], // a wrong one
    ["orders_ue", "ORDERS_EU"],
    ["  refunsd ", "REFUNDS"],
    ["kv_conf", "KV_config"],
  ])("%s means %s", (wanted, name) => expect(nearestName(wanted, streams)).toBe(name));

  it.each(["", "o", "xx", "shipments", "日本語"])("guesses nothing for %j", (wanted) => {
    expect(nearestName(wanted, streams)).toBeUndefined();
  });

  it("takes the nearest, and of two the first", () => {
    expect(nearestName("stream-11", ["stream-12", "stream-11b", "stream-1"])).toBe("stream-12");
    expect(nearestName("stream-1", ["stream-123", "stream-12"])).toBe("stream-12");
  });

  it("forgives no more than four slips, however long the name", () => {
    const name = "telemetry-of-every-warehouse-in-europe";
    expect(nearestName("telemetyr-fo-evrey-warehouse-in-euorpe", [name])).toBe(name);
    expect(nearestName("telemetyr-fo-evrey-wraehouse-in-euorpe", [name])).toBeUndefined();
  });
});

it("counts slips as a plain table of all of them would", () => {
  const letters = "abc";
  const words = [""];
  for (const word of words) if (word.length < 4) words.push(...[...letters].map((letter) => word + letter));
  for (const a of words.slice(0, 60)) {
    for (const b of words) {
      const slips = reference(a, b);
      for (const limit of [0, 1, 2, 9]) {
        expect(slipsBetween(a, b, limit), `${a} ${b} ${limit}`).toBe(slips <= limit ? slips : undefined);
      }
    }
  }
});

/** The definition, without any short cut. */
function reference(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [endA, endB] = [a.at(-1), b.at(-1)];
  const choices = [
    reference(a.slice(0, -1), b) + 1,
    reference(a, b.slice(0, -1)) + 1,
    reference(a.slice(0, -1), b.slice(0, -1)) + (endA === endB ? 0 : 1),
  ];
  if (endA === b.at(-2) && endB === a.at(-2)) choices.push(reference(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...choices);
}
