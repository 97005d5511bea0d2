import { describe, expect, it } from "vitest";
import { natsCli } from "@/shared/lib/cli";
import { shellLine } from "@/shared/lib/shell";
import { readBatch } from "./batch-file";
import { publishCommand } from "./cli";
import { type Draft, draftProblems, emptyDraft, messageText } from "./draft";

const draft = (over: Partial<Draft>): Draft => ({ ...emptyDraft, subject: "orders.eu", ...over });

describe("what is wrong with a draft", () => {
  it.each<[Partial<Draft>, keyof Draft]>([
    [{ subject: "orders.>" }, "subject"],
    [{ subject: "a b" }, "subject"],
    [{ subject: "orders.{{total}}.x y" }, "subject"],
    [{ reply: "back.*" }, "reply"],
    [{ headers: [{ name: "a b", value: "" }] }, "headers"],
    [{ headers: [{ name: "a", value: "1\r\nb: 2" }] }, "headers"],
    [{ headers: [{ name: "", value: "1" }] }, "headers"],
    [{ encoding: "base64", payload: "!" }, "payload"],
    [{ count: "0" }, "count"],
    [{ count: "100001" }, "count"],
    [{ count: "1e3" }, "count"],
    [{ interval: "soon" }, "interval"],
    [{ interval: "2h" }, "interval"],
    [{ jetstream: true, ttl: "10ms" }, "ttl"],
    [{ jetstream: true, expectedLast: "18446744073709551616" }, "expectedLast"],
    [{ jetstream: true, expectedSubject: "-1" }, "expectedSubject"],
  ])("%j is its %s", (over, field) => expect(Object.keys(draftProblems(draft(over)))).toEqual([field]));

  it.each<Partial<Draft>>([
    {},
    { subject: "orders.{{ count }}" },
    { payload: "{", count: "100000", interval: "1ms" },
    { jetstream: true, ttl: "never", expectedLast: "18446744073709551615", expectedSubject: "0" },
    { jetstream: true, reply: "not sent.*" },
    { ttl: "not asked" },
  ])("nothing is, with %j", (over) => expect(draftProblems(draft(over))).toEqual({}));
});

describe("what is sent", () => {
  const body = (over: Partial<Draft>, count = 1) => JSON.parse(messageText(draft(over), count, false)) as object;

  it("has every value of a header, and what is filled in", () => {
    expect(
      body(
        {
          subject: "orders.{{count}}",
          payload: "{{ count }} {{unknown}}",
          headers: [
            { name: "A", value: "1" },
            { name: "B", value: "{{count}}" },
            { name: "A", value: "2" },
            { name: "", value: "" },
          ],
        },
        7,
      ),
    ).toEqual({ subject: "orders.7", data: "7 {{unknown}}", headers: { A: ["1", "2"], B: ["7"] } });
  });

  it("has the same values wherever they stand in one message, and others in the next", () => {
    const first = body({ payload: "{{id}}", jetstream: true, messageId: "{{id}}" }) as Record<string, string>;
    const second = body({ payload: "{{id}}" }, 2) as Record<string, string>;
    expect(first["data"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first["message_id"]).toBe(first["data"]);
    expect(second["data"]).not.toBe(first["data"]);
  });

  it("is left as it is when nothing is to be filled in, and when it is bytes", () => {
    expect(body({ payload: "{{count}}", templates: false })).toEqual({ subject: "orders.eu", data: "{{count}}" });
    expect(body({ payload: "/w==", encoding: "base64" })).toMatchObject({ data: "/w==", encoding: "base64" });
  });
});

describe("the same with the nats CLI", () => {
  const cli = {
    command: (...words: string[]) => natsCli({ urls: [], auth: "none" }, words),
    named: (words: readonly string[], names: readonly string[]) => natsCli({ urls: [], auth: "none" }, words, names),
    note: undefined,
  };
  const line = (over: Partial<Draft>) => {
    const command = publishCommand(cli, draft(over));
    return command && shellLine(command, "sh");
  };

  it.each<[Partial<Draft>, string | undefined]>([
    [{ payload: "it's $HOME" }, "nats pub --no-templates orders.eu 'it'\\''s $HOME'"],
    [{}, "nats pub --no-templates orders.eu ''"],
    [{ payload: "-x" }, "nats pub --no-templates -- orders.eu -x"],
    [
      { reply: "back", headers: [{ name: "A", value: "b c" }] },
      "nats pub --reply=back -H 'A:b c' --no-templates orders.eu ''",
    ],
    [
      { jetstream: true, reply: "back", messageId: "m", ttl: "1h" },
      "nats pub --jetstream -H Nats-Msg-Id:m -H Nats-TTL:1h --no-templates orders.eu ''",
    ],
    [
      { payload: "{{count}} {{time}}", count: "3", interval: "1s" },
      "nats pub --count 3 --sleep 1s orders.eu '{{Count}} {{TimeStamp}}'",
    ],
    [{ encoding: "base64", payload: "/w==" }, undefined],
    [{ payload: "x".repeat(8_001) }, undefined],
  ])("%j", (over, expected) => expect(line(over)).toBe(expected));
});

describe("a file of messages", () => {
  it("has as many as lines that are not empty", () => {
    expect(readBatch('{"subject":"a"}\r\n\n  {"subject":"b"}\n')).toEqual({ count: 2 });
  });

  it.each([
    ["", /no message/],
    ["\n \n", /no message/],
    ['{"subject":"a"}\n[1]', /^Line 2 is not/],
    ["null", /^Line 1 is not/],
    ['{"subject":', /^Line 1 is not/],
    ["{}\n".repeat(100_001), /more than 100,000/],
  ])("%#", (text, problem) => expect(readBatch(text).problem).toMatch(problem));
});
