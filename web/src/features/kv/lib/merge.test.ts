import { describe, expect, it } from "vitest";
import { differences, mergedText, threeWay } from "./merge";

function merge(base: string, mine: string, theirs: string, takeTheirs: readonly string[] = []) {
  const three = threeWay(base, mine, theirs);
  if (!three) throw new Error("no JSON objects");
  const found = differences(three);
  return {
    conflicts: found.filter(({ by }) => by === "both").map(({ path }) => path.join("/")),
    value: JSON.parse(mergedText(three, found, new Set(takeTheirs.map((path) => JSON.stringify(path.split("/")))))),
    text: mergedText(three, found, new Set()),
  };
}

describe("two changes of one value", () => {
  it("come together where they are in different places, however deep", () => {
    const { conflicts, value } = merge(
      '{"a":1,"in":{"x":1,"y":1,"z":1}}',
      '{"a":2,"in":{"x":2,"y":1},"mine":true}',
      '{"a":1,"in":{"x":1,"y":3,"z":1},"theirs":[1]}',
    );
    expect(conflicts).toEqual([]);
    expect(value).toEqual({ a: 2, in: { x: 2, y: 3 }, mine: true, theirs: [1] });
  });

  it.each([
    ["a value", '{"a":1}', '{"a":2}', '{"a":3}', { a: 2 }, { a: 3 }],
    ["a list", '{"a":[1]}', '{"a":[1,2]}', '{"a":[0,1]}', { a: [1, 2] }, { a: [0, 1] }],
    ["one that was deleted there", '{"a":1}', '{"a":2}', "{}", { a: 2 }, {}],
    ["one that was deleted here", '{"a":{"b":1}}', "{}", '{"a":{"b":2}}', {}, { a: { b: 2 } }],
    ["one that both made", "{}", '{"a":1}', '{"a":"1"}', { a: 1 }, { a: "1" }],
  ])("ask whose counts for %s", (_, base, mine, theirs, own, other) => {
    expect(merge(base, mine, theirs)).toMatchObject({ conflicts: ["a"], value: own });
    expect(merge(base, mine, theirs, ["a"]).value).toEqual(other);
  });

  it("are none where both did the same", () => {
    expect(merge('{"a":1}', '{"a":1.0,"b":2}', '{"a":1,"b":2}')).toMatchObject({
      conflicts: [],
      value: { a: 1, b: 2 },
    });
  });

  it("keep names with dots apart", () => {
    const { conflicts, value } = merge('{"a.b":1,"a":{"b":1}}', '{"a.b":2,"a":{"b":1}}', '{"a.b":1,"a":{"b":3}}');
    expect(conflicts).toEqual([]);
    expect(value).toEqual({ "a.b": 2, a: { b: 3 } });
  });

  it("keep the digits of numbers that are too large for a double", () => {
    expect(merge('{"id":1,"x":1}', '{"id":18446744073709551615,"x":1}', '{"id":1,"x":2}').text).toContain(
      "18446744073709551615",
    );
  });

  it.each(["[1]", "text", "", "1"])("can only be taken as a whole when one is %j", (text) => {
    expect(threeWay('{"a":1}', text, '{"a":2}')).toBeUndefined();
  });
});
