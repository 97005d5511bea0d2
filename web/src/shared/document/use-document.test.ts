import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fieldsOf } from "./fields";
import { catalogue } from "./testing/catalogue";
import { useDocument } from "./use-document";

const field = (name: string) => {
  const found = fieldsOf(catalogue).find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};

function edit(base: string) {
  const { result } = renderHook(() => useDocument({ base }));
  const type = (name: string, text: string) => act(() => result.current.type(field(name), [name], text));
  return { result, type, shown: (name: string) => result.current.field(field(name), [name]).text };
}

const base = '{"name": "A", "max_msgs": -1, "future": 18446744073709551615, "ratio": 1.50}';

describe("a document that is edited", () => {
  it("is the same text until something is changed, and then differs only in that", () => {
    const { result, type } = edit(base);
    expect(result.current.text).toBe(base);
    expect(result.current.dirty).toBe(false);
    type("max_msgs", "10k");
    expect(result.current.text).toBe(
      '{\n  "name": "A",\n  "max_msgs": 10000,\n  "future": 18446744073709551615,\n  "ratio": 1.50\n}',
    );
    expect(result.current.dirty).toBe(true);
  });

  it("keeps a text that says the same as it was written", () => {
    const { result, type } = edit(base);
    type("max_msgs", "-1");
    expect(result.current.text).toBe(base);
  });

  it("shows what was typed until the field is left, and then how it is written", () => {
    const { result, type, shown } = edit(base);
    type("max_msgs", "10k");
    expect(shown("max_msgs")).toBe("10k");
    act(() => result.current.settle(["max_msgs"]));
    expect(shown("max_msgs")).toBe("10,000");
  });

  it("keeps what cannot be read beside it, over a look at the JSON", () => {
    const { result, type, shown } = edit(base);
    type("max_msgs", "lots");
    act(() => result.current.settle(["max_msgs"]));
    expect(result.current.text).toBe(base);
    expect(result.current.unread).toEqual([
      { path: ["max_msgs"], text: "lots", problem: "A whole number, like 1,000,000 or 10k." },
    ]);
    expect(result.current.dirty).toBe(true);
    act(() => result.current.setText(base.replace('"A"', '"B"')));
    expect(shown("max_msgs")).toBe("lots");
    act(() => result.current.setText(base.replace("-1", "5")));
    expect(shown("max_msgs")).toBe("5");
    expect(result.current.unread).toEqual([]);
  });

  it("goes back to how it was by emptying what was filled", () => {
    const { result, type } = edit("{}");
    type("max_msgs", "5");
    type("max_msgs", "");
    expect(result.current.text).toBe("{}");
    const other = edit(base);
    other.type("max_msgs", "5");
    other.type("max_msgs", "");
    expect(JSON.parse(other.result.current.text).max_msgs).toBe(-1);
    expect(other.result.current.dirty).toBe(false);
    const zero = edit('{"max_msgs": 0}');
    zero.type("max_msgs", "5");
    zero.type("max_msgs", "");
    expect(zero.result.current.dirty).toBe(false);
  });

  it("makes an object with its first member, and takes it away with its last", () => {
    const { result } = edit("{}");
    const cluster = { name: "cluster", label: "", meaning: "", kind: { is: "text" } } as const;
    act(() => result.current.type(cluster, ["placement", "cluster"], "eu"));
    expect(JSON.parse(result.current.text)).toEqual({ placement: { cluster: "eu" } });
    act(() => result.current.type(cluster, ["placement", "cluster"], ""));
    expect(JSON.parse(result.current.text)).toEqual({});
  });

  it("leaves an object that was there and empty", () => {
    const { result } = edit('{"placement": {}}');
    const cluster = { name: "cluster", label: "", meaning: "", kind: { is: "text" } } as const;
    act(() => result.current.type(cluster, ["placement", "cluster"], "eu"));
    act(() => result.current.type(cluster, ["placement", "cluster"], ""));
    expect(JSON.parse(result.current.text)).toEqual({ placement: {} });
  });

  it("shows the last document that could be read while the text is none", () => {
    const { result, shown } = edit(base);
    act(() => result.current.setText('{"max_msgs": 7,'));
    expect(result.current.mistake).toMatchObject({ line: 1, message: "A name in double quotes has to stand here." });
    expect(shown("name")).toBe("A");
    act(() => result.current.setText("[]"));
    expect(result.current.mistake?.message).toBe("The document has to be an object in { }.");
  });

  it("begins anew with what was read again", () => {
    const { result, type } = edit(base);
    type("max_msgs", "lots");
    act(() => result.current.restart('{"name": "B"}'));
    expect(result.current.dirty).toBe(false);
    expect(result.current.unread).toEqual([]);
  });
});
