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

/** Draws the stages that passed together into one row: of an older report only what failed is of interest. */
export function foldPassed(stages: readonly Stage[]): StageRow[] {
  const end = stages.findIndex((stage) => stage.status === "failed" || stage.status === "not_reached");
  const passed = (end < 0 ? stages : stages.slice(0, end)).filter((stage) => stage.status === "ok");
  const rest = end < 0 ? [] : stages.slice(end);
  const rows = rest.map((stage): StageRow => ({ ...stage, key: stage.stage, name: stageNames[stage.stage] }));
  const [first] = passed;
  const last = passed.at(-1);
  if (!first || !last) return rows;
  const names = passed.map((stage, index) => {
    const name = stageNames[stage.stage];
    return index === 0 || /^[A-Z]{2}|JetStream/.test(name) ? name : name.toLowerCase();
  });
  const folded: StageRow = {
    key: "passed",
    name: names.join(", "),
    status: "ok",
    detail: "",
    offset_ms: first.offset_ms,
    duration_ms: last.offset_ms + last.duration_ms - first.offset_ms,
  };
  return [folded, ...rows];
}
