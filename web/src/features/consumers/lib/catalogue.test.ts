import { expect, it } from "vitest";
import { fieldsOf } from "@/shared/document/fields";
import serverFields from "@/testing/server-fields.json";
import { consumerCatalogue } from "./catalogue";

const fields = fieldsOf(consumerCatalogue);

it("has the fields of the newest server, all of them and no others", () => {
  expect(fields.map(({ name }) => name).toSorted()).toEqual(serverFields.consumer.toSorted());
});

it("says of each what it means, in a sentence", () => {
  for (const { name, label, meaning } of fields) {
    expect([name, label.length > 0, /\.$/.test(meaning)]).toEqual([name, true, true]);
  }
});

it("lets a push consumer have another subject, and neither kind become the other", () => {
  const change = fields.find(({ name }) => name === "deliver_subject")?.change;
  if (change?.when !== "rule") throw new Error("the deliver subject has its rule");
  expect(change.allows("a", "b")).toBe(true);
  expect(change.allows("a", "")).toBe(false);
  expect(change.allows(undefined, "b")).toBe(false);
});
