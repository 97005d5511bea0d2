import { expect, it } from "vitest";
import type { Attention } from "@/api/types";
import { describeAttention } from "./attention";

const warn = { severity: "warn" } as const;

it.each<[Attention, string]>([
  [
    { kind: "account_limit", ...warn, limit: "storage", used: 900, max: 1000, tier: "R3" },
    "Nearly full · The account (tier R3) uses 90% of its storage: 900 B of 1,000 B.",
  ],
  [
    { kind: "no_leader", ...warn, stream: "ORDERS" },
    "No leader ORDERS takes and gives nothing until its servers have elected one.",
  ],
  [
    { kind: "stream_offline", ...warn, stream: "ORDERS", reason: "unsupported" },
    "Offline ORDERS cannot be run by its server. The server says: unsupported.",
  ],
  [{ kind: "no_answer", ...warn, stream: "ORDERS" }, "No answer ORDERS was asked for, and nobody answered."],
  [
    { kind: "replica_offline", ...warn, replica: "n3", stream: "ORDERS", streams: 4 },
    "Replica away n3 is away and keeps copies of 4 streams, ORDERS among them.",
  ],
  [
    { kind: "replica_behind", ...warn, replica: "n3", stream: "ORDERS", streams: 3, lag: 1204 },
    "Behind n3 lags 1,204 operations on ORDERS, and lags on 2 other streams.",
  ],
  [
    { kind: "near_limit", ...warn, stream: "PAY", limit: "messages", used: 97, max: 100, discard: "new" },
    "Nearly full PAY is at 97% of its messages limit: 97 of 100. Publishers will be refused.",
  ],
  [
    {
      kind: "near_limit",
      ...warn,
      stream: "JOBS",
      limit: "bytes",
      used: 960,
      max: 1000,
      discard: "old",
      retention: "workqueue",
    },
    "Nearly full JOBS is at 96% of its bytes limit: 960 B of 1,000 B. Work that nobody has done yet will be lost.",
  ],
  [
    { kind: "near_limit", ...warn, stream: "JOBS", limit: "consumers", used: 19, max: 20 },
    "Nearly full JOBS is at 95% of its consumers limit: 19 of 20. Further consumers will be refused.",
  ],
  [
    { kind: "source_failing", ...warn, stream: "M", source: "ORDERS", last_heard: "2m10s" },
    "Cut off M gets nothing from ORDERS, since 2 min.",
  ],
  [
    { kind: "source_behind", ...warn, stream: "M", source: "ORDERS", lag: 1 },
    "Behind M has 1 message still to take from ORDERS.",
  ],
])("%j", (one, expected) => {
  const { verdict, name, sentence } = describeAttention(one);
  expect(`${verdict} ${name ?? "·"} ${sentence}`).toBe(expected);
});
