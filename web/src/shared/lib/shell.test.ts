import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shellLine } from "./shell";

/** What a program is handed when the line is run by a real shell. */
function received(args: readonly string[], shell = "sh"): string[] {
  const line = shellLine({ args: ["printf", "%s\\0", ...args] }, "sh");
  if (line === undefined) throw new Error("no shell can say it");
  return execFileSync(shell, ["-c", line], { encoding: "utf8" }).split("\0").slice(0, -1);
}

const hostile = [
  "",
  " ",
  "ORDERS",
  "orders.eu.*",
  "orders.>",
  "$JS.API.STREAM.INFO.ORDERS",
  "it's",
  "'",
  "''",
  "'; rm -rf ~ #",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a shell's.
  '"double" and `back` and $(sub) and ${var} and $HOME',
  "\\",
  "back\\slash\\'quote\\",
  "~",
  "~root",
  "=ls",
  "a=b",
  "{a,b}",
  "[a-z]*?",
  "!history !!",
  "-rf",
  "--",
  "# no comment",
  "a;b&c|d<e>f(g)h",
  "\n",
  "ends with two\n\n",
  "\nbegins\nwith a line",
  "tab\tand return\r",
  "\u0003rm -rf ~\n",
  "\u001b[201~\u001b]0;title\u0007",
  "\u007f\u0085\u009b",
  "schlüssel/鍵/🔑",
  "👩‍👩‍👧‍👦",
  "right-to-left \u202e override \u2066 and \u200b nothing",
  "line \u2028 and paragraph \u2029",
  "\ufeffbom",
  "%s %d %% \\0",
  '{"id":1,"note":"it\'s \\"quoted\\""}',
];

describe("a line for sh", () => {
  it.each(hostile)("hands over %j as it is", (arg) => expect(received([arg])).toEqual([arg]));

  it("keeps arguments apart", () => expect(received(hostile)).toEqual(hostile));

  it("is the same line for bash", () => expect(received(hostile, "bash")).toEqual(hostile));

  it("holds for whatever can be typed", () => {
    const random = generator(20261123);
    const alphabet = [..."'\"\\`$!#&|;<>()[]{}*?~=%^ -\n\t\r\u0001\u0003\u001b\u007f\u202eaZ0.é鍵🔑"];
    for (let round = 0; round < 60; round++) {
      const args = Array.from({ length: 12 }, () =>
        Array.from({ length: Math.floor(random() * 14) }, () => alphabet[Math.floor(random() * alphabet.length)]).join(
          "",
        ),
      );
      expect(received(args)).toEqual(args);
    }
  });

  it("never contains what a terminal would obey, or what cannot be seen", () => {
    for (const arg of hostile) expect(shellLine({ args: [arg] }, "sh")).not.toMatch(/[^\P{C}\n]/u);
  });

  it("leaves plain words as they are typed", () => {
    const args = ["nats", "--server", "tls://nats.eu.lumen.shop:4222", "stream", "info", "ORDERS"];
    expect(shellLine({ args }, "sh")).toBe("nats --server tls://nats.eu.lumen.shop:4222 stream info ORDERS");
  });

  it("quotes no placeholder", () => {
    expect(shellLine({ args: ["nats", "--creds", { placeholder: "FILE" }, "rtt"] }, "sh")).toBe(
      "nats --creds FILE rtt",
    );
  });

  it.each(["a\0b", "\ud800"])("does not pretend to say %j", (arg) => {
    expect(shellLine({ args: [arg] }, "sh")).toBeUndefined();
    expect(shellLine({ args: [arg] }, "powershell")).toBeUndefined();
  });
});

// No PowerShell runs here: these follow its about_Quoting_Rules and about_Parsing.
describe("a line for PowerShell", () => {
  it.each([
    ["", "''"],
    ["ORDERS", "ORDERS"],
    ["nats://127.0.0.1:4222", "nats://127.0.0.1:4222"],
    ["--js-domain", "--js-domain"],
    ["-a.b", "'-a.b'"],
    ["orders.>", "'orders.>'"],
    ["$env:PATH `n $(ls)", "'$env:PATH `n $(ls)'"],
    ["@splat,b", "'@splat,b'"],
    ["it's ‘typographic’", "'it''s ‘‘typographic’’'"],
    ["a\u001bb", "('' + 'a' + [char]27 + 'b')"],
    ["\u0003", "('' + [char]3)"],
  ])("%j is %s", (arg, expected) => expect(shellLine({ args: [arg] }, "powershell")).toBe(expected));
});

/** The same numbers in every run (mulberry32), so that a failure can be had again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
