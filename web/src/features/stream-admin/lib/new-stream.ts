import { isArray, isObject, type Json, type JsonObject, printJson } from "@/shared/document/json";
import { documentOf } from "@/shared/document/use-document";

/** What a new stream begins with. Direct reads are what the nats CLI switches on as well. */
export const emptyStream = `{
  "name": "",
  "subjects": [],
  "storage": "file",
  "num_replicas": 1,
  "allow_direct": true
}`;

/** The configuration of a stream as that of another one: without its name and what only counts for itself. */
export function copyOf(config: string): string {
  const { value } = documentOf(config);
  if (!value) return emptyStream;
  const copy = new Map<string, Json>(value);
  copy.set("name", "");
  // A sealed stream could never be filled.
  if (copy.has("sealed")) copy.set("sealed", false);
  const metadata = ownMetadata(value);
  if (metadata) copy.set("metadata", metadata);
  else copy.delete("metadata");
  return printJson(copy);
}

/** What the server wrote about the other one is not said about this one. */
function ownMetadata(document: JsonObject): JsonObject | undefined {
  const metadata = document.get("metadata");
  if (!isObject(metadata)) return undefined;
  const own = Array.from(metadata).filter(([name]) => !name.startsWith("_nats."));
  return own.length > 0 ? new Map(own) : undefined;
}

export function subjectsOf(config: string): string[] {
  const subjects = documentOf(config).value?.get("subjects");
  return isArray(subjects) ? subjects.filter((subject) => typeof subject === "string") : [];
}
