import { expect, it } from "vitest";
import { score } from "./score";

const connection = ["Switch to eu-prod", "tls://nats.eu.lumen.shop:4222"];

it.each([
  ["", 1],
  ["switch", 1],
  ["EU-PROD", 0.8],
  ["prod", 0.8],
  ["witch", 0.5],
  ["lumen", 0.4],
  ["switch lumen", 0.4],
  ["ste", 0.3],
  ["switch to us", 0],
  ["x", 0],
])("%s fits by %f", (query, expected) => expect(score(query, connection)).toBeCloseTo(expected));

it("puts the title before the words beside it", () => {
  expect(score("ac", ["Account"])).toBeGreaterThan(score("ac", ["Overview", "account limits"]));
});
