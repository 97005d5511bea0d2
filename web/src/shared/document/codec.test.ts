import { describe, expect, it } from "vitest";
import { forSeeds } from "@/payload/testing/random";
import type { Kind } from "./catalogue";
import { shownText, typedValue } from "./codec";
import { type Json, JsonNumber, parseJson, sameJson } from "./json";
import { randomJson } from "./testing/random-json";

const noLimit = { value: -1n, words: "no limit" };
const kinds: readonly [Kind, ...Kind[]] = [
  { is: "text" },
  { is: "text", long: true },
  { is: "subjects" },
  { is: "words" },
  { is: "choice", options: [{ value: "a", label: "A" }] },
  { is: "count", none: noLimit },
  { is: "count", max: 2n ** 64n - 1n },
  { is: "bytes", none: noLimit },
  { is: "duration" },
  { is: "durations" },
  { is: "time" },
  { is: "flag" },
  { is: "map", hidden: "_nats." },
  { is: "json" },
];

const json = (text: string) => parseJson(text).value as Json;
const read = (kind: Kind, text: string, before?: Json) => {
  const typed = typedValue(kind, text, before);
  return typed.problem ?? typed.value;
};

describe("what a field shows", () => {
  it("can be read back to the very same value, whatever that is", () => {
    forSeeds(3000, (random) => {
      const kind = random.of(kinds);
      const value = randomJson(random, 2);
      const text = shownText(kind, value);
      if (text === undefined || text === "") return;
      expect([kind.is, sameJson(typedValue(kind, text, value).value, value)]).toEqual([kind.is, true]);
    });
  });

  it("is nothing at all where its text would be another value", () => {
    expect(shownText({ is: "count" }, json("1.0"))).toBeUndefined();
    expect(shownText({ is: "count" }, json('"12"'))).toBeUndefined();
    expect(shownText({ is: "subjects" }, json('["a", " b"]'))).toBeUndefined();
    expect(shownText({ is: "subjects" }, json('["a", 1]'))).toBeUndefined();
    expect(shownText({ is: "text" }, "two\nlines")).toBeUndefined();
    expect(shownText({ is: "text", long: true }, "two\nlines")).toBe("two\nlines");
    expect(shownText({ is: "text", long: true }, "carriage\rreturn")).toBeUndefined();
    expect(shownText({ is: "map" }, json('{"a": 1}'))).toBeUndefined();
    expect(shownText({ is: "choice", options: [{ value: "a", label: "A" }] }, "b")).toBeUndefined();
  });

  it("is empty for what is there and empty", () => {
    expect(shownText({ is: "subjects" }, [])).toBe("");
    expect(shownText({ is: "text" }, "")).toBe("");
    expect(shownText({ is: "map" }, new Map())).toBe("");
  });

  it("is empty for no limit, also when a server says 0", () => {
    expect(shownText({ is: "count", none: noLimit }, new JsonNumber(-1))).toBe("");
    expect(shownText({ is: "bytes", none: noLimit }, new JsonNumber(0))).toBe("");
    expect(shownText({ is: "duration", none: { value: 0n, words: "no limit" } }, new JsonNumber(0))).toBe("");
    expect(shownText({ is: "duration" }, new JsonNumber(0))).toBe("0s");
  });
});

describe("numbers", () => {
  it("are typed as people write them, and kept exactly", () => {
    const count: Kind = { is: "count", max: 2n ** 64n - 1n };
    for (const [text, digits] of [
      ["1,000,000", "1000000"],
      ["10k", "10000"],
      ["1.5M", "1500000"],
      ["18,446,744,073,709,551,615", "18446744073709551615"],
    ]) {
      expect(read(count, text as string)).toEqual(new JsonNumber(digits as string));
    }
    expect(shownText(count, json("18446744073709551615"))).toBe("18,446,744,073,709,551,615");
    expect(read(count, "1.5")).toBe("A whole number, like 1,000,000 or 10k.");
    expect(read({ is: "count", min: 1n, max: 5n }, "7")).toBe("At most 5.");
    expect(read({ is: "count", min: 1n }, "0")).toBe("At least 1.");
    expect(read({ is: "count", none: noLimit }, "-1")).toEqual(new JsonNumber(-1));
    expect(read({ is: "count", none: noLimit }, "-2")).toBe("At least 0.");
  });

  it("are sizes in their units", () => {
    const bytes: Kind = { is: "bytes" };
    expect(read(bytes, "20 GiB")).toEqual(new JsonNumber(21474836480n));
    expect(read(bytes, "20g")).toEqual(new JsonNumber(21474836480n));
    expect(read(bytes, "1.5 MiB")).toEqual(new JsonNumber(1572864n));
    expect(read(bytes, "10 MB")).toEqual(new JsonNumber(10_000_000n));
    expect(read(bytes, "1048576")).toEqual(new JsonNumber(1048576n));
    expect(read(bytes, "0.3 B")).toBe("A size in whole bytes, like 512 KiB or 20 GiB.");
    expect(read(bytes, "much")).toBe("A size in whole bytes, like 512 KiB or 20 GiB.");
    expect(shownText(bytes, json("1610612736"))).toBe("1.5 GiB");
    expect(shownText(bytes, json("1000000"))).toBe("1,000,000 B");
    expect(shownText(bytes, json("9223372036854775807"))).toBe("9,223,372,036,854,775,807 B");
  });

  it("are durations in human units, in nanoseconds", () => {
    const duration: Kind = { is: "duration" };
    for (const [text, nanoseconds] of [
      ["24h", 86_400_000_000_000n],
      ["1h 30m", 5_400_000_000_000n],
      ["1h30m", 5_400_000_000_000n],
      ["1.5h", 5_400_000_000_000n],
      ["7d", 604_800_000_000_000n],
      ["100 ms", 100_000_000n],
      ["1µs", 1_000n],
      ["0", 0n],
    ] as const) {
      expect([text, read(duration, text)]).toEqual([text, new JsonNumber(nanoseconds)]);
    }
    expect(shownText(duration, json("86400000000000"))).toBe("24h");
    expect(shownText(duration, json("604800000000000"))).toBe("7d");
    expect(shownText({ is: "time" }, "0001-01-01T00:00:00Z")).toBe(""); // as Go writes that there is none
    expect(shownText(duration, json("5400000000001"))).toBe("1h 30m 1ns");
    expect(read(duration, "90")).toBe("Say the unit: 90s, 24h or 7d.");
    expect(read(duration, "soon")).toBe("A duration, like 90s, 24h or 7d.");
    expect(read({ is: "durations" }, "1s\n\n5s")).toEqual([new JsonNumber(1e9), new JsonNumber(5e9)]);
    expect(read({ is: "durations" }, "1s\nsoon")).toBe("A duration, like 90s, 24h or 7d. “soon” is none.");
  });
});

describe("lists and maps", () => {
  it("take one subject a line", () => {
    expect(read({ is: "subjects" }, " orders.> \n\nreturns.*\n")).toEqual(["orders.>", "returns.*"]);
    expect(read({ is: "subjects" }, "orders new")).toBe("One subject a line: “orders new” has a space in it.");
    expect(read({ is: "subjects" }, "\n")).toBeUndefined();
  });

  it("keep what belongs to the server", () => {
    const map: Kind = { is: "map", hidden: "_nats." };
    const before = json('{"_nats.ver": "2.15.2", "owner": "checkout"}');
    expect(shownText(map, before)).toBe('[["owner","checkout"]]');
    expect(read(map, '[["owner","returns"],["",""]]', before)).toEqual(
      json('{"_nats.ver": "2.15.2", "owner": "returns"}'),
    );
    expect(read(map, "", before)).toEqual(json('{"_nats.ver": "2.15.2"}'));
    expect(read(map, '[["a","1"],["a","2"]]')).toBe("“a” stands twice.");
    expect(read(map, '[["","1"]]')).toBe("The name of “1” is missing.");
  });

  it("take a moment only with its zone", () => {
    expect(read({ is: "time" }, "2026-11-23T14:30:00Z")).toBe("2026-11-23T14:30:00Z");
    expect(read({ is: "time" }, "2026-11-23 14:30")).toBe("A moment with its zone, like 2026-11-23T14:30:00Z.");
    expect(read({ is: "time" }, "2026-13-23T14:30:00Z")).toBe("A moment with its zone, like 2026-11-23T14:30:00Z.");
  });
});
