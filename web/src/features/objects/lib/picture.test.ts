import { expect, it } from "vitest";
import { pictureOf } from "./picture";

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

it("is drawn by what it is", () => {
  const large = new Uint8Array(100_000);
  large.set(png);
  const address = pictureOf(large) ?? "";
  expect(address.startsWith("data:image/png;base64,iVBORw0KGgo")).toBe(true);
  expect(atob(address.slice(address.indexOf(",") + 1)).length).toBe(100_000);
});

it.each(["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<html>", "", "GIF"])("is not %j", (text) => {
  expect(pictureOf(new TextEncoder().encode(text))).toBeUndefined();
});
