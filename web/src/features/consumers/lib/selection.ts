import { type JsonObject, printJson } from "@/shared/document/json";

/** The fields that say which messages a consumer gets, and from where on. */
const fields = ["filter_subject", "filter_subjects", "deliver_policy", "opt_start_seq", "opt_start_time"];

/** That part of a configuration as JSON: with any other change it stays the same text. */
export function selectionOf(document: JsonObject): string {
  return printJson(new Map(fields.flatMap((name) => (document.has(name) ? [[name, document.get(name) ?? null]] : []))));
}
