import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { oneOf, stored } from "./stored";

const parse = oneOf(["compact", "comfortable"]);

it("keeps a choice, and gives it to everybody who looks", () => {
  const density = stored("t1", parse);
  const { result } = renderHook(() => density.use());
  expect(result.current).toBe("compact");
  act(() => density.set("comfortable"));
  expect(result.current).toBe("comfortable");
  expect(stored("t1", parse).get()).toBe("comfortable");
});

it.each(["{", '"huge"', "17", "null", "comfortable-ish"])("takes %s for the usual choice", (text) => {
  localStorage.setItem("heynats.t2", text);
  expect(stored("t2", parse).get()).toBe("compact");
});

it("follows another tab", () => {
  const density = stored("t3", parse);
  const { result } = renderHook(() => density.use());
  act(() => {
    localStorage.setItem("heynats.t3", '"comfortable"');
    window.dispatchEvent(new StorageEvent("storage", { key: "heynats.t3" }));
  });
  expect(result.current).toBe("comfortable");
});

it("holds a choice although storage is forbidden", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  const density = stored("t4", parse);
  density.set("comfortable");
  expect(density.get()).toBe("comfortable");
});

it("returns the same object as long as nothing changed, as React asks", () => {
  const columns = stored("t5", (raw) => (Array.isArray(raw) ? raw.map(String) : []));
  columns.set(["name", "size"]);
  expect(columns.get()).toBe(columns.get());
});
