import { isObject, type Json, type JsonObject, parseJson, printJson, sameJson } from "@/shared/document/json";
import { type Difference, merged } from "@/shared/document/merge";
import type { Path } from "@/shared/document/path";

/** Three states of a value that is a JSON object: what both began with, one's own, and what is stored now. */
export interface ThreeWay {
  base: JsonObject;
  mine: JsonObject;
  theirs: JsonObject;
}

/** Reads the three; undefined when one of them is no JSON object, and so can only be taken as a whole. */
export function threeWay(base: string, mine: string, theirs: string): ThreeWay | undefined {
  const [was, own, other] = [base, mine, theirs].map((text) => parseJson(text).value);
  return isObject(was) && isObject(own) && isObject(other) ? { base: was, mine: own, theirs: other } : undefined;
}

/** Where the three differ, member by member, however deep. Lists are compared as a whole. */
export function differences({ base, mine, theirs }: ThreeWay, at: Path = []): Difference[] {
  const names = new Set([...base.keys(), ...mine.keys(), ...theirs.keys()]);
  return Array.from(names).flatMap((name): Difference[] => {
    const path = [...at, name];
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    if (isObject(own) && isObject(other) && (was === undefined || isObject(was)))
      return differences({ base: was ?? new Map<string, Json>(), mine: own, theirs: other }, path);
    const by = changedBy(was, own, other);
    if (by === undefined) return [];
    // A name may have dots in it, so the path as text could name two places.
    return [{ key: JSON.stringify(path), path, base: was, mine: own, theirs: other, by }];
  });
}

function changedBy(
  was: Json | undefined,
  own: Json | undefined,
  other: Json | undefined,
): Difference["by"] | undefined {
  const [mine, theirs] = [!sameJson(was, own), !sameJson(was, other)];
  if (mine && theirs) return sameJson(own, other) ? "both alike" : "both";
  return mine ? "mine" : theirs ? "theirs" : undefined;
}

/** The text of what is stored now with one's own changes in it. Where both changed the same, one's own unless it is named. */
export function mergedText(
  { theirs }: ThreeWay,
  found: readonly Difference[],
  takeTheirs: ReadonlySet<string>,
): string {
  return printJson(merged(theirs, found, takeTheirs));
}
