import { expect, it } from "vitest";
import { splitSubject } from "./split-subject";

const kinds = (subject: string) => splitSubject(subject).map(({ kind, text }) => `${kind}:${text}`);

it("sets wildcards, dots and a leading $ token apart", () => {
  expect(kinds("$JS.API.>")).toEqual(["system:$JS", "dot:.", "token:API", "dot:.", "wildcard:>"]);
  expect(kinds("orders.*.eu")).toEqual(["token:orders", "dot:.", "wildcard:*", "dot:.", "token:eu"]);
});

it("takes a star inside a token, and a $ further on, for what they are", () => {
  expect(kinds("a*b.$c")).toEqual(["token:a*b", "dot:.", "token:$c"]);
});

it("puts a subject together again exactly, whatever is in it", () => {
  for (const subject of [">", "", "..", "a..b", "<img src=x>.b"]) {
    expect(
      splitSubject(subject)
        .map((part) => part.text)
        .join(""),
    ).toBe(subject);
  }
});
