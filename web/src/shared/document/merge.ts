import type { Catalogue } from "./catalogue";
import { fieldsOf } from "./fields";
import { isObject, type Json, type JsonObject, sameJson } from "./json";
import { getAt, type Path, pathText, setAt } from "./path";

/** A place where a document that somebody else changed meanwhile and one's own differ from what both began with. */
export interface Difference {
  /** The path as text, which is the difference's name. */
  key: string;
  path: Path;
  base: Json | undefined;
  mine: Json | undefined;
  theirs: Json | undefined;
  /** Who changed it. `both` to different values: somebody has to choose. */
  by: "mine" | "theirs" | "both" | "both alike";
}

/** Compares three documents field by field, and maps name by name. */
export function differences(
  catalogue: Catalogue,
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
): Difference[] {
  return places(catalogue, [base, mine, theirs]).flatMap((path): Difference[] => {
    const [was, own, other] = [getAt(base, path), getAt(mine, path), getAt(theirs, path)];
    const [changed, changedThere] = [!sameJson(was, own), !sameJson(was, other)];
    if (!changed && !changedThere) return [];
    const by = !changedThere ? "mine" : !changed ? "theirs" : sameJson(own, other) ? "both alike" : "both";
    return [{ key: pathText(path), path, base: was, mine: own, theirs: other, by }];
  });
}

/** The fields of any of the documents; of maps their names, without those that belong to the server. */
function places(catalogue: Catalogue, documents: readonly JsonObject[]): Path[] {
  const names = new Set(documents.flatMap((document) => Array.from(document.keys())));
  return Array.from(names).flatMap((name): Path[] => {
    const kind = fieldsOf(catalogue).find((field) => field.name === name)?.kind;
    const values = documents.map((document) => document.get(name));
    if (kind?.is !== "map" || !values.every((value) => value === undefined || isObject(value))) return [[name]];
    const inside = new Set(values.flatMap((value) => (isObject(value) ? Array.from(value.keys()) : [])));
    return Array.from(inside)
      .filter((key) => kind.hidden === undefined || !key.startsWith(kind.hidden))
      .map((key) => [name, key]);
  });
}

/** Theirs with one's own changes in it; where both changed the same, one's own unless `takeTheirs` names it. */
export function merged(theirs: JsonObject, found: readonly Difference[], takeTheirs: ReadonlySet<string>): JsonObject {
  return found.reduce(
    (document, { by, key, path, mine }) =>
      by === "mine" || (by === "both" && !takeTheirs.has(key)) ? setAt(document, path, mine) : document,
    theirs,
  );
}
