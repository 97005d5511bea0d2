import { expect, it } from "vitest";
import type { Account } from "@/api/types";
import { account, stats } from "@/testing/fixtures";
import { capabilities, jetStreamPrefix } from "./capabilities";

const of = (over: Partial<Account>) =>
  Object.fromEntries(capabilities({ ...account, ...over }, "$JS.API", "_INBOX").map((one) => [one.name, one.verdict]));

const rules = (allow: string[], deny: string[] = []) => ({ allow, deny });

it("says of a user without rules that it may do everything but what the system account does", () => {
  const all = of({ permissions: { publish: rules([]), subscribe: rules([]) } });
  expect(Object.entries(all).filter(([, verdict]) => verdict.may !== "yes")).toEqual([
    ["See servers, clients and accounts", { may: "no", why: "Only the system account may." }],
  ]);
});

it("says of a reader what it may read and what it may not change", () => {
  const reader = of({
    permissions: {
      publish: rules([
        "$JS.API.STREAM.LIST",
        "$JS.API.STREAM.INFO.*",
        "$JS.API.CONSUMER.LIST.*",
        "$JS.API.DIRECT.GET.*",
        "$JS.API.STREAM.MSG.GET.*",
      ]),
      subscribe: rules(["_INBOX.>"]),
    },
  });
  expect(reader["See streams and consumers"]?.may).toBe("yes");
  expect(reader["Read stored messages"]?.may).toBe("yes");
  expect(reader["Purge and delete streams"]?.may).toBe("no");
  expect(reader["Follow subjects live"]?.may).toBe("no");
  expect(reader["Receive answers to requests"]?.may).toBe("yes");
});

it("says what is denied inside of what is allowed, and what alone is allowed", () => {
  const some = of({ permissions: { publish: rules([">"], ["$JS.API.STREAM.PURGE.ORDERS"]), subscribe: rules([]) } });
  expect(some["Purge and delete streams"]).toMatchObject({
    may: "partly",
    rule: "$JS.API.STREAM.PURGE.ORDERS",
    why: "Not to",
  });
  const one = of({ permissions: { publish: rules(["$KV.config.>"]), subscribe: rules([]) } });
  expect(one["Write to key-value stores"]).toMatchObject({ may: "partly", rule: "$KV.config.>", why: "Only to" });
});

it("asks nothing of JetStream where there is none", () => {
  const none = of({ jetstream: { ...account.jetstream, available: false } });
  expect(Object.keys(none)).not.toContain("See streams and consumers");
});

it.each([
  [{}, "$JS.API"],
  [{ jetstream_domain: "hub" }, "$JS.hub.API"],
  [{ jetstream_api_prefix: "JS.acme" }, "JS.acme"],
])("asks for the API where %j puts it", (over, prefix) => expect(jetStreamPrefix(stats(over))).toBe(prefix));
