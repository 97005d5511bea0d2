import { expect, it } from "vitest";
import { consumerDetail } from "@/testing/consumer-fixtures";
import { ackWaitOf, filtersOf, whyNotByHand } from "./config";

const { config } = consumerDetail();

it("waits for an acknowledgement by the step of the backoff, and keeps to the last one", () => {
  expect([1, 2, 3, 4, 40].map((delivered) => ackWaitOf(config, delivered))).toEqual([
    5_000, 30_000, 120_000, 120_000, 120_000,
  ]);
  expect(ackWaitOf({ ...config, backoff: [] }, 3)).toBe(30_000);
  expect(ackWaitOf({ ...config, ack_policy: "none" }, 1)).toBeUndefined();
});

it("finds its filters in either field", () => {
  expect(filtersOf(config)).toEqual(["orders.eu.>"]);
  expect(filtersOf({ ...config, filter_subject: "", filter_subjects: ["a", "b"] })).toEqual(["a", "b"]);
  expect(filtersOf({ ...config, filter_subject: "" })).toEqual([]);
});

it("gives messages by hand only from a pull consumer that has them acknowledged", () => {
  expect(whyNotByHand(config)).toBeUndefined();
  expect(whyNotByHand({ ...config, ack_policy: "all" })).toBeUndefined();
  expect(whyNotByHand({ ...config, ack_policy: "none" })).toMatch(/acknowledges nothing/);
  expect(whyNotByHand({ ...config, deliver_subject: "d" })).toMatch(/pushes/);
});
