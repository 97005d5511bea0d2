import { isArray, JsonNumber, type JsonObject, sameJson } from "@/shared/document/json";
import { durationText } from "@/shared/document/quantities";
import type { Hit } from "@/shared/ui/hits";

/** What making it does, besides that it is there. */
export function newConsumerEffects(value: JsonObject, retention: string | undefined): Hit[] {
  const hits: Hit[] = [];
  if (!isText(value, "durable_name")) {
    const after = nanoseconds(value, "inactive_threshold");
    hits.push({
      tone: "warn",
      children: `It is not durable: it goes when nobody has used it for ${durationText(after > 0n ? after : 5_000_000_000n)}.`,
    });
  }
  if (retention === "interest") {
    hits.push({ tone: "warn", children: "From now on the stream keeps messages until it has acknowledged them too." });
  }
  if (retention === "workqueue") {
    hits.push({
      tone: "warn",
      children: "What it acknowledges is deleted from the stream. No other consumer may want the same subjects.",
    });
  }
  if (value.get("ack_policy") === "none" || value.get("ack_policy") === undefined) {
    hits.push({ tone: "warn", children: "What is delivered counts as read: what a client loses is lost." });
  }
  return hits;
}

/** What a change does to who works with it. */
export function changeEffects(before: JsonObject, after: JsonObject): Hit[] {
  const changed = (...names: string[]) => names.some((name) => !sameJson(before.get(name), after.get(name)));
  const hits: Hit[] = [];
  if (changed("filter_subject", "filter_subjects")) {
    hits.push({
      tone: "warn",
      children:
        "What only the old filter lets through is never delivered. What the new one adds is delivered from where it is now.",
    });
  }
  if (changed("deliver_subject")) {
    hits.push({ tone: "warn", children: "Who is subscribed to the old subject gets nothing more." });
  }
  if (changed("inactive_threshold") && nanoseconds(after, "inactive_threshold") > 0n && isText(after, "durable_name")) {
    hits.push({
      tone: "warn",
      children: `Although it is durable it goes when nobody has used it for ${durationText(nanoseconds(after, "inactive_threshold"))}.`,
    });
  }
  if (changed("headers_only") && after.get("headers_only") === true) {
    hits.push({ tone: "warn", children: "Its clients get no payloads any more." });
  }
  if (changed("backoff") && list(after, "backoff") > 0) {
    hits.push({ tone: "warn", children: "The ack wait becomes the first step of the backoff." });
  }
  return hits;
}

const isText = (document: JsonObject, name: string) => {
  const value = document.get(name);
  return typeof value === "string" && value !== "";
};

const nanoseconds = (document: JsonObject, name: string): bigint => {
  const value = document.get(name);
  return value instanceof JsonNumber ? (value.integer ?? 0n) : 0n;
};

const list = (document: JsonObject, name: string): number => {
  const value = document.get(name);
  return isArray(value) ? value.length : 0;
};
