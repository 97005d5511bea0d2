import { expect, it } from "vitest";
import { failedAtAuth, passed } from "@/testing/fixtures";
import { foldPassed } from "./stages";

it("draws the stages before the failure together", () => {
  const rows = foldPassed(failedAtAuth.stages);
  expect(rows.map((row) => row.name)).toEqual(["Resolve, dial, INFO, TLS", "Authenticate", "JetStream"]);
  expect(rows[0]?.duration_ms).toBeCloseTo(33.1);
});

it("draws all of a test that passed together", () => {
  const rows = foldPassed(passed.stages);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.duration_ms).toBeCloseTo(42.9);
});
