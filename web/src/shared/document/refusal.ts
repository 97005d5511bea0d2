import type { ProblemText } from "@/shared/ui/problem";
import type { PlaceProblem } from "./editor-context";
import { type JsonObject, sameJson } from "./json";
import { getAt, pathOf } from "./path";

/** Why a server did not take a document. */
export interface Refusal {
  problem: ProblemText;
  /** What is wrong with which place. */
  places: readonly PlaceProblem[];
  /** The document that was refused: what has been changed since is no longer wrong. */
  of: JsonObject;
}

/** The places of a problem's errors; one that names none of the document stands in the problem itself. */
export function placesOf(errors: readonly { location: string; message: string }[] = []): PlaceProblem[] {
  return errors.flatMap(({ location, message }) => {
    const path = pathOf(location);
    return path ? [{ path, message }] : [];
  });
}

/** What a refusal still says about a document that has been edited since. */
export function problemsOf(refusal: Refusal | undefined, value: JsonObject): PlaceProblem[] {
  if (!refusal) return [];
  return refusal.places.filter(({ path }) => sameJson(getAt(refusal.of, path), getAt(value, path)));
}
