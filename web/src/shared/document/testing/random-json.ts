import type { Random } from "@/payload/testing/random";
import { type Json, JsonNumber } from "../json";

const numbers = [
  "0",
  "-1",
  "86400000000000",
  "18446744073709551615",
  "-9223372036854775808",
  "1.50",
  "1e3",
  "-0",
] as const;
const names = ["a", "10", "2", "__proto__", "\ud800", '"', "<b>", ""] as const;

/** Any JSON value, with everything in it that is easily lost. */
export function randomJson(random: Random, depth = 4): Json {
  if (depth === 0 || random.chance(3)) {
    return random.of<() => Json>([
      () => random.of([null, true, false]),
      () => new JsonNumber(random.of(numbers)),
      () => random.text(8),
    ])();
  }
  const items = random.list(4, () => randomJson(random, depth - 1));
  return random.chance(2) ? items : new Map(items.map((item) => [random.of(names) + random.text(3), item]));
}
