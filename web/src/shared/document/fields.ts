import type { Catalogue, Field } from "./catalogue";
import { isObject, type Json, type JsonObject } from "./json";
import type { Path } from "./path";

export const fieldsOf = (catalogue: Catalogue): readonly Field[] => catalogue.groups.flatMap(({ fields }) => fields);

/** The names in a document that its catalogue does not know. */
export function unknownNames(catalogue: Catalogue, document: JsonObject): string[] {
  const known = new Set(fieldsOf(catalogue).map(({ name }) => name));
  return Array.from(document.keys()).filter((name) => !known.has(name));
}

/** The field that a path leads to, or to whose inside it leads. */
export function fieldAt(catalogue: Catalogue, path: Path): Field | undefined {
  let fields = fieldsOf(catalogue);
  let found: Field | undefined;
  for (const step of path) {
    if (typeof step === "number") continue;
    const next = fields.find(({ name }) => name === step);
    if (!next) return found;
    found = next;
    fields = next.kind.is === "object" || next.kind.is === "objects" ? next.kind.fields : [];
  }
  return found;
}

/** Every field of a document with its path: objects by their members, lists of objects as a whole. */
export function leaves(fields: readonly Field[], above: Path = []): { path: Path; field: Field }[] {
  return fields.flatMap((field) => {
    const path = [...above, field.name];
    return field.kind.is === "object" ? leaves(field.kind.fields, path) : [{ path, field }];
  });
}

/** What a time is that nobody has set, as Go writes it. */
export const noTime = "0001-01-01T00:00:00Z";

/** What a field says when it is not there. */
export function effective({ kind, absent }: Field, value: Json | undefined): Json | undefined {
  if (value === undefined) return absent ?? (kind.is === "flag" ? false : undefined);
  const empty =
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && value.size === 0) ||
    value === "" ||
    (kind.is === "time" && value === noTime);
  return empty ? absent : value;
}
