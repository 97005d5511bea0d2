import type { StreamSummary } from "@/api/types";
import type { kinds, StreamState } from "./search";

// NATS' own words as a person reads them.

export const storageWords: Record<StreamSummary["storage"], string> = { file: "File", memory: "Memory" };

export const retentionWords: Record<StreamSummary["retention"], string> = {
  limits: "Limits",
  interest: "Interest",
  workqueue: "Work queue",
};

export const kindWords: Record<(typeof kinds)[number], string> = {
  stream: "Streams",
  mirror: "Mirrors",
  kv: "Key-value buckets",
  objects: "Object buckets",
};

export const stateWords: Record<StreamState, string> = {
  near_limit: "Near a limit",
  empty: "Empty",
  idle: "Idle for a day",
  sealed: "Sealed",
  no_leader: "Without a leader",
};
