import { expect, it } from "vitest";
import { failedAtAuth, passed } from "@/testing/fixtures";
import { failedAt, foldStages } from "./stages";

it("draws the stages before the failure together", () => {
  const rows = foldStages(failedAtAuth.stages);
  expect(rows.map((row) => row.name)).toEqual(["Resolve, dial, INFO, TLS", "Authenticate", "JetStream"]);
  expect(rows[0]?.duration_ms).toBeCloseTo(33.1);
});

it("draws all of a test that passed together", () => {
  const rows = foldStages(passed.stages);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.duration_ms).toBeCloseTo(42.9);
});

it("draws together what was not reached, and leaves out what was skipped", () => {
  const stages = failedAtAuth.stages.map((stage, index) => {
    if (index < 1) return stage;
    return { ...stage, status: index === 1 ? ("failed" as const) : ("not_reached" as const) };
  });
  expect(foldStages(stages).map((row) => row.name)).toEqual(["Resolve", "Dial", "INFO, TLS, authenticate, JetStream"]);
  const plain = passed.stages.map((stage) =>
    stage.stage === "tls" ? { ...stage, status: "skipped" as const } : stage,
  );
  expect(foldStages(plain)[0]?.name).toBe("Resolve, dial, INFO, authenticate, JetStream");
});

it("says where a test failed", () => {
  expect(failedAt(failedAtAuth.stages)).toBe("at authenticate");
  expect(failedAt(passed.stages)).toBeUndefined();
});
