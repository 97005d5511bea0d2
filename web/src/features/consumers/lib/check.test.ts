import { expect, it } from "vitest";
import { documentOf } from "@/shared/document/use-document";
import { consumerProblems } from "./check";

const wrong = (config: object) =>
  consumerProblems(documentOf(JSON.stringify(config)).value ?? new Map()).map(({ path }) => path.join("."));

it.each([
  [{ durable_name: "a.b" }, ["durable_name"]],
  [{ durable_name: "a", name: "b" }, ["name"]],
  [{ durable_name: "é".repeat(128) }, ["durable_name"]],
  [{ filter_subject: "a", filter_subjects: ["b"] }, ["filter_subject"]],
  [{ deliver_policy: "last_per_subject" }, ["filter_subjects"]],
  [{ deliver_policy: "by_start_sequence" }, ["opt_start_seq"]],
  [
    { deliver_policy: "all", opt_start_seq: 4, opt_start_time: "2026-11-23T12:00:00Z" },
    ["opt_start_seq", "opt_start_time"],
  ],
  [{ backoff: [1, 2] }, ["backoff"]],
  [{ backoff: [1, 2], max_deliver: 1 }, ["backoff"]],
  [{ idle_heartbeat: 5e9, flow_control: true }, ["idle_heartbeat", "flow_control"]],
  [{ deliver_subject: "d", flow_control: true, max_waiting: 5 }, ["max_waiting", "idle_heartbeat"]],
  [{ priority_policy: "overflow" }, ["priority_groups"]],
])("says what the server would refuse of %j", (config, fields) => {
  expect(wrong(config)).toEqual(fields);
});

it.each([
  {},
  { durable_name: "a", name: "a", deliver_policy: "by_start_sequence", opt_start_seq: 4 },
  { deliver_policy: "last_per_subject", filter_subjects: [">"] },
  { backoff: [1, 2], max_deliver: -1 },
  { backoff: [1, 2], max_deliver: 2 },
  { deliver_subject: "d", flow_control: true, idle_heartbeat: 5e9 },
  { priority_policy: "none" },
])("finds nothing wrong with %j", (config) => {
  expect(wrong(config)).toEqual([]);
});
