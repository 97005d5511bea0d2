import { expect, it } from "vitest";
import { titleText, visibleText } from "./visible-text";

it("leaves a usual name alone", () => {
  expect(visibleText("orders.eu.created")).toBe("orders.eu.created");
  expect(visibleText("заказы.новые 注文 👩‍🚀 می‌خواهم")).toBe("заказы.новые 注文 👩‍🚀 می‌خواهم");
});

it("shows what has no form of its own, and keeps it on one line", () => {
  expect(visibleText("a\nb\tc\u0000d\u007f")).toBe("a<U+000A>b<U+0009>c<U+0000>d<U+007F>");
  expect(visibleText("pay\u202egnp.exe")).toBe("pay<U+202E>gnp.exe");
  expect(visibleText("in\u200bvoice\ufeff\u0085")).toBe("in<U+200B>voice<U+FEFF><U+0085>");
});

it("puts no more into a row than a row can show", () => {
  expect(visibleText("x".repeat(10_000))).toHaveLength(401);
  expect(titleText("x".repeat(10_000))).toMatch(/^x{2000}… \(10,000 characters\)$/);
  expect(titleText("ORDERS")).toBe("ORDERS");
});

it("never cuts a character in half, and repairs one that came so", () => {
  expect(visibleText("👍👍👍", 3)).toBe("👍…");
  expect(visibleText("half \ud83d")).toBe("half \ufffd");
});
