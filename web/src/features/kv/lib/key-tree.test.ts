import { describe, expect, it } from "vitest";
import { levelOf, rootOf } from "./key-tree";

describe("a level of the tree", () => {
  it("groups keys by what comes next, at dots and slashes", () => {
    expect(levelOf("", ["checkout.eu", "checkout.us.limits", "checkout", "a/b", "plain"])).toEqual([
      { kind: "folder", prefix: "a/", label: "a/", count: 1 },
      { kind: "key", key: "checkout", label: "checkout" },
      { kind: "folder", prefix: "checkout.", label: "checkout.", count: 2 },
      { kind: "key", key: "plain", label: "plain" },
    ]);
    expect(levelOf("checkout.", ["checkout.eu", "checkout.us.limits", "other"])).toEqual([
      { kind: "key", key: "checkout.eu", label: "eu" },
      { kind: "folder", prefix: "checkout.us.", label: "us.", count: 1 },
    ]);
  });

  it("begins where a filter has its last separator, and nowhere for a pattern", () => {
    expect(["", "che", "checkout.li", "a/b.c/", "a.*"].map(rootOf)).toEqual(["", "", "checkout.", "a/b.c/", undefined]);
  });
});
