import { plural } from "@/shared/lib/format";
import type { Field, Kind } from "./catalogue";
import { pairsOf, shownText } from "./codec";
import { effective } from "./fields";
import { isArray, isObject, type Json, type JsonObject, printLine } from "./json";

/** A value in the form's words: "no limit", "24h", "on", "orders.>, returns.>". */
export function valueWords(field: Field, value: Json | undefined): string {
  const { kind } = field;
  const meant = effective(field, value);
  if (meant === undefined) return noneWords(kind);
  if (kind.is === "object" && isObject(meant)) return objectWords(kind.fields, meant);
  if (kind.is === "objects" && isArray(meant))
    return meant.map((item) => (isObject(item) ? objectWords(kind.fields, item) : printLine(item))).join("; ");
  const text = shownText(kind, meant);
  if (text === undefined) return printLine(meant);
  return text === "" ? noneWords(kind) : textWords(kind, text);
}

const noneWords = (kind: Kind) => ("none" in kind && kind.none ? kind.none.words : "not set");

function textWords(kind: Kind, text: string): string {
  switch (kind.is) {
    case "flag":
      return text === "true" ? "on" : "off";
    case "choice":
      return kind.options.find((option) => option.value === text)?.label ?? text;
    case "count":
      return kind.unit ? `${text} ${kind.unit}` : text;
    case "subjects":
    case "words":
    case "durations":
      return text.split("\n").join(", ");
    case "map":
      return pairsOf(text)
        .map(([name, item]) => `${name}=${item}`)
        .join(", ");
    default:
      return text;
  }
}

/** What is in an object: "cluster eu-west, tags ssd". The name of a thing needs no label. */
function objectWords(fields: readonly Field[], value: JsonObject): string {
  const parts = Array.from(value, ([name, item]) => {
    const field = fields.find((one) => one.name === name);
    if (!field) return `${name} ${printLine(item)}`;
    const words = valueWords(field, item);
    return name === "name" ? words : `${field.label.toLowerCase()} ${words}`;
  });
  return parts.join(", ") || "not set";
}

/** Whether a field says nothing but what goes without saying. */
export function isUsual(field: Field, value: Json | undefined): boolean {
  const words = valueWords(field, value);
  return words === "not set" || words === valueWords(field, undefined);
}

/** "2 fields that this version of HeyNATS does not know" */
export const unknownWords = (count: number) => `${plural(count, "field")} that this version of HeyNATS does not know`;
