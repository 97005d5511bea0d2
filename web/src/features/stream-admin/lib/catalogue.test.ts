import { describe, expect, it } from "vitest";
import type { Field } from "@/shared/document/catalogue";
import { fieldsOf } from "@/shared/document/fields";
import serverFields from "@/testing/server-fields.json";
import { streamCatalogue } from "./catalogue";

const pathsOf = (fields: readonly Field[], above = ""): string[] =>
  fields.flatMap(({ name, kind }) => [
    above + name,
    ...(kind.is === "object" || kind.is === "objects" ? pathsOf(kind.fields, `${above}${name}.`) : []),
  ]);

describe("the fields of a stream", () => {
  it("are those of the newest server, all of them and no others", () => {
    expect(pathsOf(fieldsOf(streamCatalogue)).toSorted()).toEqual(serverFields.stream.toSorted());
  });

  it("each say what they mean, in a sentence", () => {
    for (const { name, label, meaning } of fieldsOf(streamCatalogue)) {
      expect([name, label.length > 0, /\.$/.test(meaning)]).toEqual([name, true, true]);
    }
  });

  it("cannot become another kind of retention than a work queue allows", () => {
    const retention = fieldsOf(streamCatalogue).find(({ name }) => name === "retention")?.change;
    if (retention?.when !== "rule") throw new Error("retention has its rule");
    expect(retention.allows("limits", "interest")).toBe(true);
    expect(retention.allows("limits", "workqueue")).toBe(false);
    expect(retention.allows("workqueue", "limits")).toBe(false);
  });
});
