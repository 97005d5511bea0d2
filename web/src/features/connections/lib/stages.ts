import type { Stage } from "@/api/types";

export const stageNames: Record<Stage["stage"], string> = {
  resolve: "Resolve",
  dial: "Dial",
  info: "INFO",
  tls: "TLS",
  authenticate: "Authenticate",
  jetstream: "JetStream",
};

export interface StageRow extends Omit<Stage, "stage"> {
  key: string;
  name: string;
}

/** Draws together what passed, and what was not reached: of an older report only what failed is of interest. */
export function foldStages(stages: readonly Stage[]): StageRow[] {
  const fold = (status: Stage["status"]) => stages.filter((stage) => stage.status === status);
  const failed = fold("failed").map(
    (stage): StageRow => ({ ...stage, key: stage.stage, name: stageNames[stage.stage] }),
  );
  return [...together(fold("ok")), ...failed, ...together(fold("not_reached"))];
}

function together(stages: readonly Stage[]): StageRow[] {
  const first = stages[0];
  const last = stages.at(-1);
  if (!first || !last) return [];
  const { status, offset_ms } = first;
  const duration_ms = last.offset_ms + last.duration_ms - offset_ms;
  return [{ key: status, name: nameAll(stages), status, detail: "", offset_ms, duration_ms }];
}

/** "Resolve, dial, INFO, TLS": a sentence, so only what is a name keeps its capitals. */
function nameAll(stages: readonly Stage[]): string {
  const names = stages.map((stage) => stageNames[stage.stage]);
  return names.map((name, index) => (index === 0 || isName(name) ? name : name.toLowerCase())).join(", ");
}

function isName(name: string): boolean {
  return name === "INFO" || name === "TLS" || name === "JetStream";
}

/** "at INFO", "at dial" */
export function failedAt(stages: readonly Stage[]): string | undefined {
  const failed = stages.find((stage) => stage.status === "failed");
  if (!failed) return undefined;
  const name = stageNames[failed.stage];
  return `at ${isName(name) ? name : name.toLowerCase()}`;
}
