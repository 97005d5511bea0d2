import type { StreamDetail } from "@/api/types";
import { formatSpan } from "@/shared/lib/duration";
import { plural } from "@/shared/lib/format";
import { ofNanos } from "./detail";

type Config = StreamDetail["config"];

/** What a setting comes to, in words. */
export interface ConfigLine {
  term: string;
  words: string;
}

/** What a stream is set to, as a person would explain it. What is as usual and says nothing is left out. */
export function configWords(config: Config): ConfigLine[] {
  return [
    { term: "Keeps", words: keeps(config) },
    { term: "When full", words: whenFull(config) },
    { term: "Storage", words: storage(config) },
    { term: "Duplicates", words: duplicates(config) },
    { term: "Publishers", words: config.no_ack ? "get no acknowledgement" : "are told when a message is stored" },
    { term: "Reading", words: reading(config) },
    { term: "Taking away", words: removing(config) },
    { term: "Roll-ups", words: config.allow_rollup_hdrs ? "a message may replace all before it" : "" },
    { term: "Expiry", words: expiry(config) },
    { term: "Changes subjects", words: config.subject_transform ? arrow(config.subject_transform) : "" },
    { term: "Placed", words: placement(config) },
  ].filter(({ words }) => words !== "");
}

function keeps({ retention, sealed }: Config): string {
  if (sealed) return "what is in it, for ever: it is sealed";
  switch (retention) {
    case "workqueue":
      return "each message until one consumer has acknowledged it";
    case "interest":
      return "each message until all consumers that want it have acknowledged it";
    case "limits":
      return "each message until a limit is reached, whoever has read it";
  }
}

function whenFull({ discard, discard_new_per_subject, sealed }: Config): string {
  if (sealed) return "";
  if (discard === "old") return "the oldest messages go";
  return discard_new_per_subject ? "new messages are refused, subject by subject" : "new messages are refused";
}

function storage({ storage: kind, compression, num_replicas }: Config): string {
  const where = kind === "file" ? "in files" : "in memory, gone when its servers stop";
  const copies = num_replicas > 1 ? `on ${plural(num_replicas, "server")}` : "on one server";
  return [where, compression === "s2" ? "compressed with S2" : "", copies].filter(Boolean).join(", ");
}

function duplicates({ duplicate_window = 0 }: Config): string {
  if (duplicate_window <= 0) return "";
  return `a Nats-Msg-Id is taken once within ${formatSpan(ofNanos(duplicate_window))}`;
}

function reading({ allow_direct, mirror_direct, num_replicas }: Config): string {
  const own = allow_direct ? (num_replicas > 1 ? "any replica may answer" : "") : "only the leader answers";
  return [own, mirror_direct ? "it answers for the stream that it mirrors, too" : ""].filter(Boolean).join("; ");
}

function removing({ deny_delete, deny_purge, sealed }: Config): string {
  if (sealed || (deny_delete && deny_purge)) return "messages can be neither deleted nor purged";
  if (deny_delete) return "single messages cannot be deleted";
  return deny_purge ? "it cannot be purged" : "";
}

function expiry(config: Config): string {
  const marker = Number(config["subject_delete_marker_ttl"] ?? 0);
  return [
    config["allow_msg_ttl"] ? "a message may bring its own age" : "",
    marker > 0 ? `a marker stays for ${formatSpan(ofNanos(marker))} where the last of a subject went` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

const arrow = ({ src, dest }: { src?: string; dest: string }) => `${src || ">"} → ${dest}`;

function placement({ placement: where }: Config): string {
  if (typeof where !== "object" || where === null) return "";
  const { cluster, tags } = where as { cluster?: unknown; tags?: unknown };
  return [
    typeof cluster === "string" && cluster ? `in cluster ${cluster}` : "",
    Array.isArray(tags) && tags.length > 0 ? `on servers tagged ${tags.join(", ")}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Metadata that people gave; what begins with _nats. is the server's own. */
export function metadataOf({ metadata = {} }: Config): [string, string][] {
  return Object.entries(metadata).filter(([key]) => !key.startsWith("_nats."));
}
