import { describe, expect, it } from "vitest";
import { forSeeds } from "@/payload/testing/random";
import { isObject, JsonNumber, parseJson, printJson, printLine, sameJson } from "./json";
import { randomJson } from "./testing/random-json";

const read = (text: string) => {
  const { value, mistake } = parseJson(text);
  if (mistake) throw new Error(`${mistake.line}:${mistake.column} ${mistake.message}`);
  return value;
};

const wrong = (text: string) => {
  const { mistake } = parseJson(text);
  return mistake && `${mistake.line}:${mistake.column} ${mistake.message}`;
};

const pieces = ["{", "}", "[", "]", ",", ":", '"a"', '"b"', "1", "-", "0", "1.5e3", "true", "null", " ", "\n"] as const;

describe("JSON that is kept as it is", () => {
  it("keeps every digit of a number, also beyond what a double can hold", () => {
    const text = '{\n  "max_bytes": 18446744073709551615,\n  "ratio": 1.50,\n  "tiny": -0,\n  "big": 1E400\n}';
    expect(printJson(read(text))).toBe(text);
  });

  it("keeps the order of members, and names that an object of JavaScript would not", () => {
    const text = '{\n  "z": 1,\n  "10": 2,\n  "2": 3,\n  "__proto__": 4,\n  "constructor": 5\n}';
    expect(printJson(read(text))).toBe(text);
  });

  it("keeps halves of characters and everything that JSON escapes", () => {
    const value = read(String.raw`["\ud800", "\u0000", "\u2028 ☃ \/ \" \\ \b\f\n\r\t", "😀"]`);
    expect(value).toEqual(["\ud800", "\u0000", '\u2028 ☃ / " \\ \b\f\n\r\t', "😀"]);
    expect(read(printJson(value))).toEqual(value);
  });

  it("is the same after any number of ways there and back", () => {
    forSeeds(300, (random) => {
      const value = randomJson(random);
      const text = printJson(value);
      const again = read(text);
      expect(printJson(again)).toBe(text);
      expect(sameJson(value, again)).toBe(true);
      expect(sameJson(read(printLine(value)), value)).toBe(true);
    });
  });

  it("takes what JSON.parse takes, and nothing else", () => {
    forSeeds(2000, (random) => {
      const text = random.list(8, () => random.of(pieces)).join("");
      const { mistake } = parseJson(text);
      if (mistake?.message.includes("stands twice")) return;
      expect([text, mistake === undefined]).toEqual([text, isJson(text)]);
    });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("what is wrong with it", () => {
  it("is said with line and column", () => {
    expect(wrong('{\n  "a": 1\n  "b": 2\n}')).toBe("3:3 A comma or } has to stand here.");
    expect(wrong('{"a": }')).toBe("1:7 A value has to stand here.");
    expect(wrong("{a: 1}")).toBe("1:2 A name in double quotes has to stand here.");
    expect(wrong('{"a" 1}')).toBe("1:6 A colon has to stand here.");
    expect(wrong('{"a": [1, 2}')).toBe("1:12 A comma or ] has to stand here.");
    expect(wrong('{"a": "x')).toBe("1:9 The text ends inside a string.");
    expect(wrong('{"a": "\\x"}')).toBe("1:8 JSON knows no such escape.");
    expect(wrong('{"a": "\t"}')).toBe("1:8 A line or a tab has to be written as an escape inside a string.");
    expect(wrong("{} {}")).toBe("1:4 The document ends before this.");
    expect(wrong("")).toBe("1:1 A value has to stand here.");
    expect(wrong("01")).toBe("1:2 The document ends before this.");
  });

  it("is a name that stands twice, because one of the two would be lost", () => {
    expect(wrong('{\n  "a": 1,\n  "a": 2\n}')).toBe('3:3 "a" stands twice in this object.');
  });

  it("is a depth that no configuration has", () => {
    expect(wrong("[".repeat(100_000))).toBe("1:201 There are more than 200 levels.");
    expect(wrong(`${"[".repeat(200)}${"]".repeat(200)}`)).toBeUndefined();
  });
});

describe("whether two say the same", () => {
  const same = (a: string, b: string) => sameJson(read(a), read(b));

  it("does not look at how a number is written, and at every one of its digits", () => {
    expect(same("1.0", "1")).toBe(true);
    expect(same("15e-1", "1.50")).toBe(true);
    expect(same("1e3", "1000")).toBe(true);
    expect(same("-0", "0")).toBe(true);
    expect(same("9007199254740993", "9007199254740992")).toBe(false);
    expect(same("-1", "1")).toBe(false);
  });

  it("looks at the order of a list and not at that of members", () => {
    expect(same('{"a": 1, "b": [1, 2]}', '{"b": [1, 2], "a": 1}')).toBe(true);
    expect(same("[1, 2]", "[2, 1]")).toBe(false);
    expect(same('{"a": null}', "{}")).toBe(false);
    expect(same("{}", "[]")).toBe(false);
  });
});

it("knows an integer by how it is written", () => {
  expect(new JsonNumber("18446744073709551615").integer).toBe(18446744073709551615n);
  expect(new JsonNumber("1.0").integer).toBeUndefined();
  expect(isObject(read("{}"))).toBe(true);
});
