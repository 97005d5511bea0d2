import { expect, it } from "vitest";
import { previewOf } from "./preview";

const text = (data: string) => previewOf({ data, encoding: "utf8", size: data.length });
const bytes = (...own: number[]) =>
  previewOf({ data: btoa(String.fromCharCode(...own)), encoding: "base64", size: own.length });

it.each([
  ['{\n  "a": "b  c",\n  "d": [1, 2]\n}', '{"a":"b  c","d":[1,2]}'],
  ['{"a": "it said \\"no\\"\\n",\t"b": 1}', '{"a":"it said \\"no\\"\\n","b":1}'],
  ['[\n  "cut in the mid', '["cut in the mid'],
  ["first\r\n\r\n  second\tthird", "first ↵ second third"],
  ["<b>bold</b>", "<b>bold</b>"],
])("%j is one line: %j", (data, line) => expect(text(data)).toEqual({ kind: "text", text: line }));

it("is told to be empty", () => expect(text("")).toEqual({ kind: "empty" }));

it.each([
  [[0x1f, 0x8b, 0x08, 0x00], "gzip"],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "PNG image"],
  [[0xff, 0xfe, 0x00, 0x01], "binary"],
])("%j is %s, in hex", (own, mark) =>
  expect(bytes(...own)).toEqual({
    kind: "bytes",
    mark,
    hex: own.map((byte) => byte.toString(16).padStart(2, "0")).join(" "),
  }),
);

it("is text with a slip where most of it is text", () => {
  const latin1 = Array.from("Straße nach Süden", (letter) => letter.charCodeAt(0));
  expect(bytes(...latin1)).toEqual({ kind: "text", text: "Stra\\xdfe nach S\\xfcden" });
});

it("is no text where most of it has no form, valid UTF-8 or not", () => {
  expect(text("\u0000\u0001\u0002\u0003")).toEqual({ kind: "bytes", mark: "binary", hex: "00 01 02 03" });
});
