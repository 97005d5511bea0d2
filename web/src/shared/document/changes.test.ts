import { describe, expect, it } from "vitest";
import { forSeeds } from "@/payload/testing/random";
import { knows, lockedBecause } from "./catalogue";
import { fieldChanges, labelOf } from "./changes";
import { type JsonObject, printJson, sameJson } from "./json";
import { differences, merged } from "./merge";
import { getAt, pathOf, setAt } from "./path";
import { catalogue, documentIn } from "./testing/catalogue";
import { randomJson } from "./testing/random-json";

const changes = (before: string, after: string) =>
  fieldChanges(catalogue, documentIn(before), documentIn(after)).map(
    ({ label, before: old, after: next }) => `${label}: ${old} → ${next}`,
  );

describe("what changes", () => {
  it("is said in the form's words", () => {
    expect(
      changes(
        '{"name": "A", "max_msgs": -1, "window": 120000000000, "deny_delete": false}',
        '{"name": "A", "max_msgs": 1000000, "window": 60000000000, "deny_delete": true, "retention": "interest"}',
      ),
    ).toEqual([
      "Messages: no limit → 1,000,000",
      "Window: 2m → 1m",
      "Retention: Limits → Interest",
      "No deletes: off → on",
    ]);
  });

  it("is said inside objects, of lists as a whole, and of fields that nobody knows", () => {
    expect(
      changes(
        '{"placement": {"cluster": "eu"}, "future": 18446744073709551615}',
        '{"placement": {"cluster": "eu", "tags": ["ssd"]}, "sources": [{"name": "A"}, {"name": "B"}], "future": {"a": 1}}',
      ),
    ).toEqual(["Placement, tags: not set → ssd", "Sources: not set → A; B", 'future: 18446744073709551615 → {"a": 1}']);
  });

  it("is nothing when only what goes without saying is written out", () => {
    expect(changes("{}", '{"retention": "limits", "max_msgs": -1, "window": 120000000000}')).toEqual([]);
    expect(changes('{"max_msgs": 0, "deny_delete": false}', '{"max_msgs": -1, "placement": {}}')).toEqual([]);
  });
});

describe("where it is", () => {
  it("is read from a problem's location", () => {
    expect(pathOf("body.config.sources[12].filter_subject")).toEqual(["sources", 12, "filter_subject"]);
    expect(pathOf("body.config.max_age")).toEqual(["max_age"]);
    expect(pathOf("body.revision")).toBeUndefined();
    expect(pathOf("body.config")).toBeUndefined();
    expect(labelOf(catalogue, ["sources", 1, "name"])).toBe("Sources, 2, stream");
    expect(labelOf(catalogue, ["placement", "cluster"])).toBe("Placement, cluster");
    expect(labelOf(catalogue, ["future", "a"])).toBe("future, a");
  });

  it("can be written without anything else being touched", () => {
    forSeeds(300, (random) => {
      const document: JsonObject = new Map([
        ["a", randomJson(random)],
        ["b", randomJson(random)],
      ]);
      const value = randomJson(random);
      const next = setAt(document, ["a"], value);
      expect(sameJson(getAt(next, ["a"]), value)).toBe(true);
      expect(getAt(next, ["b"])).toBe(document.get("b"));
      expect(sameJson(setAt(next, ["a"], document.get("a")), document)).toBe(true);
    });
  });
});

describe("two who changed the same document", () => {
  const base = documentIn('{"name": "A", "max_msgs": 1, "window": 1, "metadata": {"_nats.ver": "1", "a": "1"}}');
  const mine = documentIn(
    '{"name": "A", "max_msgs": 2, "window": 1, "metadata": {"_nats.ver": "1", "a": "1", "b": "2"}}',
  );
  const theirs = documentIn(
    '{"name": "A", "max_msgs": 3, "window": 5, "metadata": {"_nats.ver": "2", "a": "9"}, "future": 1}',
  );
  const found = differences(catalogue, base, mine, theirs);

  it("differ field by field, and in maps name by name", () => {
    expect(found.map(({ key, by }) => `${key}: ${by}`)).toEqual([
      "max_msgs: both",
      "window: theirs",
      "metadata.a: theirs",
      "metadata.b: mine",
      "future: theirs",
    ]);
  });

  it("are put together, with one's own where both changed the same, unless theirs is taken", () => {
    expect(JSON.parse(printJson(merged(theirs, found, new Set())))).toEqual({
      name: "A",
      max_msgs: 2,
      window: 5,
      metadata: { "_nats.ver": "2", a: "9", b: "2" },
      future: 1,
    });
    expect(JSON.parse(printJson(merged(theirs, found, new Set(["max_msgs"])))).max_msgs).toBe(3);
  });

  it("agree on everything that nobody changed, whatever it is", () => {
    forSeeds(200, (random) => {
      const document = () => new Map(["a", "b", "c"].map((name) => [name, random.of([1, 2])] as const));
      const text = (map: ReadonlyMap<string, number>) => documentIn(JSON.stringify(Object.fromEntries(map)));
      const [was, own, other] = [text(document()), text(document()), text(document())];
      const result = merged(other, differences(catalogue, was, own, other), new Set());
      for (const name of ["a", "b", "c"]) {
        const changed = !sameJson(was.get(name), own.get(name));
        expect(sameJson(result.get(name), changed ? own.get(name) : other.get(name))).toBe(true);
      }
    });
  });
});

describe("what a server is too old for", () => {
  const since = { version: "2.14", level: 4 };

  it("is told by its API level, else by its version", () => {
    expect(knows({ api_level: 4, version: "2.13.9" }, since)).toBe(true);
    expect(knows({ api_level: 2, version: "2.15.0" }, since)).toBe(false);
    expect(knows({ version: "2.9.25" }, since)).toBe(false);
    expect(knows({ version: "v2.14.0-RC.1" }, since)).toBe(true);
    expect(knows({ version: "3.0.0" }, since)).toBe(true);
    expect(knows({}, since)).toBe(true);
  });

  it("says which server stands in the way", () => {
    const server = { name: "n3-euw", version: "2.10.24", api_level: 0 };
    expect(lockedBecause({ since }, server, undefined, false)).toBe("Needs NATS 2.14. n3-euw runs 2.10.24.");
    expect(lockedBecause({ change: { when: "since", since } }, server, undefined, true)).toBe(
      "To change it needs NATS 2.14. n3-euw runs 2.10.24.",
    );
  });
});
