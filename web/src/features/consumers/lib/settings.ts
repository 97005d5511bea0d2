import type { ConsumerDetail } from "@/api/types";
import type { Field } from "@/shared/document/catalogue";
import { unknownNames } from "@/shared/document/fields";
import { isObject, type Json, type JsonObject, parseJson, printLine } from "@/shared/document/json";
import { isUsual, valueWords } from "@/shared/document/words";
import { consumerCatalogue } from "./catalogue";

/** One field of a configuration in words. */
export interface Setting {
  name: string;
  label: string;
  meaning: string;
  words: string;
  /** Subjects, names and what no catalogue knows are as NATS has them. */
  typed: boolean;
}

/** The fields that say something, group by group in the order of the form; what is not known comes last. */
export function settingsOf(config: ConsumerDetail["config"]): { title: string; settings: Setting[] }[] {
  const document = documentOf(config);
  // The server says the name of a durable one twice.
  const twice = document.get("name") === document.get("durable_name") ? "name" : undefined;
  const groups = consumerCatalogue.groups.map(({ title, fields }) => ({
    title,
    settings: fields
      .filter((field) => field.name !== twice && !isUsual(field, document.get(field.name)))
      .map((field) => toSetting(field, document)),
  }));
  const unknown = unknownNames(consumerCatalogue, document).map((name) => ({
    name,
    label: name,
    meaning: "This version of HeyNATS does not know it.",
    words: printLine(document.get(name) ?? null),
    typed: true,
  }));
  return [...groups, { title: "Not known here", settings: unknown }].filter(({ settings }) => settings.length > 0);
}

/** Some fields, whether they say something or not. */
export function someSettings(config: ConsumerDetail["config"], names: readonly string[]): Setting[] {
  const document = documentOf(config);
  const fields = consumerCatalogue.groups.flatMap(({ fields: all }) => all);
  return names.flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    return field ? [toSetting(field, document)] : [];
  });
}

function toSetting(field: Field, document: JsonObject): Setting {
  const { name, label, meaning, kind } = field;
  const value = kind.is === "map" ? shown(document.get(name), kind.hidden) : document.get(name);
  return {
    name,
    label,
    meaning,
    words: valueWords(field, value),
    typed: kind.is === "subjects" || kind.is === "words" || (kind.is === "text" && kind.mono === true),
  };
}

/** Without the names that the server has put there. */
function shown(value: Json | undefined, hidden: string | undefined): Json | undefined {
  if (!value || !isObject(value) || hidden === undefined) return value;
  return new Map(Array.from(value).filter(([name]) => !name.startsWith(hidden)));
}

function documentOf(config: ConsumerDetail["config"]): JsonObject {
  const { value } = parseJson(JSON.stringify(config));
  return value !== undefined && isObject(value) ? value : new Map();
}
