import { describe, expect, it } from "vitest";
import { matchName } from "./name-match";

describe("a typed name", () => {
  it("is the name only when it is exactly the name", () => {
    expect(matchName("PAYMENTS", "PAYMENTS")).toBe("same");
    expect(matchName(" ", " ")).toBe("same");
    expect(matchName("", "PAYMENTS")).toBe("empty");
    expect(matchName("PAYMENT", "PAYMENTS")).toBe("other");
  });

  it("is told apart from what eyes take for it", () => {
    expect(matchName("PAYMENTS ", "PAYMENTS")).toBe("spaces");
    expect(matchName("payments", "PAYMENTS")).toBe("case");
    expect(matchName(" payments", "PAYMENTS")).toBe("case");
    expect(matchName("PAY\u200bMENTS", "PAYMENTS")).toBe("look-alike");
    expect(matchName("PAYMENTS", "PAYMENTS\u202e")).toBe("look-alike");
    expect(matchName("caf\u0065\u0301", "caf\u00e9")).toBe("look-alike");
  });
});
