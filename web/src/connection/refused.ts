import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { JsonObject } from "@/shared/document/json";
import { placesOf, type Refusal } from "@/shared/document/refusal";

/** Why a configuration was not taken, and which of its fields that is about; nothing when it is not known whether it was. */
export function refusalOf(title: string, error: unknown, of: JsonObject | undefined): Refusal | undefined {
  if (!error || !of || isOutcomeUnknown(error)) return undefined;
  const problem = problemText(title, error);
  const places = error instanceof ProblemError ? placesOf(error.problem.errors) : [];
  const code = error instanceof ProblemError ? error.problem.code : "";
  const field = fieldOfCode[code];
  if (places.length === 0 && field) return { problem, places: [{ path: [field], message: problem.detail }], of };
  return { problem, places, of };
}

/** What some refusals are about, though no field stands in them. */
const fieldOfCode: Record<string, string> = {
  stream_exists: "name",
  subjects_overlap: "subjects",
  consumer_exists: "durable_name",
};
