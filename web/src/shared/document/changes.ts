import type { Catalogue, Field } from "./catalogue";
import { effective, fieldsOf, leaves, unknownNames } from "./fields";
import { type Json, type JsonObject, printLine, sameJson } from "./json";
import { getAt, type Path, pathText } from "./path";
import { valueWords } from "./words";

/** One thing that differs between two documents, in the words of the form. */
export interface FieldChange {
  path: Path;
  /** Undefined for a field that the catalogue does not know. */
  field: Field | undefined;
  label: string;
  before: string;
  after: string;
}

/** What changes in effect. That a default is written out, or no longer, changes nothing. */
export function fieldChanges(catalogue: Catalogue, before: JsonObject, after: JsonObject): FieldChange[] {
  const known = leaves(fieldsOf(catalogue)).flatMap(({ path, field }): FieldChange[] => {
    const [old, next] = [getAt(before, path), getAt(after, path)];
    const words = [valueWords(field, old), valueWords(field, next)] as const;
    const same =
      sameJson(effective(field, old), effective(field, next)) || (isNumberKind(field) && words[0] === words[1]);
    return same ? [] : [{ path, field, label: labelOf(catalogue, path), before: words[0], after: words[1] }];
  });
  const names = new Set([...unknownNames(catalogue, before), ...unknownNames(catalogue, after)]);
  const unknown = Array.from(names).flatMap((name): FieldChange[] => {
    const [old, next] = [before.get(name), after.get(name)];
    if (sameJson(old, next)) return [];
    return [{ path: [name], field: undefined, label: name, before: jsonWords(old), after: jsonWords(next) }];
  });
  return [...known, ...unknown];
}

/** 0 and -1 are the same number where both mean no limit. */
const isNumberKind = ({ kind }: Field) => kind.is === "count" || kind.is === "bytes" || kind.is === "duration";

const jsonWords = (value: Json | undefined) => (value === undefined ? "not set" : printLine(value));

/** "Placement, cluster" */
export function labelOf(catalogue: Catalogue, path: Path): string {
  let fields = fieldsOf(catalogue);
  const labels: string[] = [];
  for (const step of path) {
    if (typeof step === "number") {
      labels.push(String(step + 1));
      continue;
    }
    const field = fields.find(({ name }) => name === step);
    const label = field?.label ?? step;
    labels.push(labels.length > 0 && field ? label.toLowerCase() : label);
    fields = field?.kind.is === "object" || field?.kind.is === "objects" ? field.kind.fields : [];
  }
  return labels.join(", ") || pathText(path);
}
