import { expect, it } from "vitest";
import { arePairs, printPairs, readPairs } from "./pairs";

it("reads what it prints, with the sign in a value too", () => {
  const pairs: [string, string][] = [
    ["a", "1=2"],
    ["b", ""],
    ["a", "x:y"],
  ];
  for (const sign of ["=", ":"] as const) expect(readPairs(printPairs(pairs, sign), sign)).toEqual(pairs);
});

it.each([
  ["a=b\n\n c = d ", true],
  ["", true],
  ["a", false],
  [" =b", false],
])("says of %j whether it is pairs: %s", (text, good) => {
  expect(arePairs(text, "=")).toBe(good);
});
