import { describe, expect, it } from "vitest";
import { subjectPrefix, watchedSubject } from "./subjects";

describe("what is watched of a bucket", () => {
  it.each([
    ["", undefined],
    ["checkout.", "$KV.config.checkout.>"],
    ["checkout.li", "$KV.config.checkout.>"],
    ["check", undefined],
    ["checkout.*.eu", "$KV.config.checkout.*.eu"],
  ])("with the filter %j is %s", (filter, subject) => {
    expect(watchedSubject(subjectPrefix("config", undefined), filter)).toBe(subject);
  });

  it("has in a mirror the subjects of the bucket that it mirrors", () => {
    expect(watchedSubject(subjectPrefix("copy", "KV_config"), "a.>")).toBe("$KV.config.a.>");
  });
});
