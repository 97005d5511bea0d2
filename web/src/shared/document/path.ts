import { isArray, isObject, type Json, type JsonObject } from "./json";

/** The way to a value: names of members and places in lists. */
export type Path = readonly (string | number)[];

/** "sources[0].name", as problems and messages write it. */
export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index > 0 ? `.${step}` : step)).join("");
}

/** The way that a problem's location names, below `root`: "body.config.sources[0].name" is that of the first source's name. */
export function pathOf(location: string, root = "body.config"): Path | undefined {
  if (!location.startsWith(`${root}.`)) return undefined;
  return Array.from(location.slice(root.length).matchAll(/\.([^.[\]]+)|\[(\d+)\]/g), ([, name, place]) =>
    name === undefined ? Number(place) : name,
  );
}

export function getAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const step of path) {
    if (typeof step === "number") at = isArray(at) ? at[step] : undefined;
    else at = isObject(at) ? at.get(step) : undefined;
  }
  return at;
}

/** The document with another value at one place, or without it. What the way there needs is made. */
export function setAt(document: JsonObject, path: Path, value: Json | undefined): JsonObject {
  return replaced(document, path, value) as JsonObject;
}

function replaced(at: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const items = isArray(at) ? [...at] : [];
    const next = replaced(items[step], rest, value);
    if (next === undefined) items.splice(step, 1);
    else items[step] = next;
    return items;
  }
  const members = new Map(isObject(at) ? at : []);
  const next = replaced(members.get(step), rest, value);
  if (next === undefined) members.delete(step);
  else members.set(step, next);
  return members;
}

/**
 * The same for a form, where an object is there because something is in it: one that becomes empty by removing its last
 * member goes too, unless it was there and empty in the document that the form began with.
 */
export function clearAt(document: JsonObject, path: Path, base: JsonObject): JsonObject {
  const next = setAt(document, path, undefined);
  const parent = path.slice(0, -1);
  const left = getAt(next, parent);
  const empty = parent.length > 0 && typeof parent.at(-1) === "string" && isObject(left) && left.size === 0;
  return empty && !isObject(getAt(base, parent)) ? clearAt(next, parent, base) : next;
}
