import type { StreamDetail, StreamSummary } from "@/api/types";

type Config = StreamDetail["config"];

/** Milliseconds of NATS' nanoseconds. */
export const ofNanos = (ns: number) => ns / 1e6;

/** A moment of a state; servers write the year 1 where there is none. */
export function momentOf(text: string): Date | undefined {
  const at = new Date(text);
  return at.getUTCFullYear() > 1 ? at : undefined;
}

/** What a stream is used for, told as the API's list tells it: a bucket by its name and by what is in it. */
export function kindOf({ name, subjects = [], mirror, sources = [] }: Config): StreamSummary["kind"] {
  const copies = mirror !== undefined || sources.length > 0;
  const begins = (prefix: string) => copies || (subjects[0]?.startsWith(prefix) ?? false);
  if (name.startsWith("KV_") && begins("$KV.")) return "kv";
  if (name.startsWith("OBJ_") && begins("$O.")) return "objects";
  return mirror ? "mirror" : "stream";
}

/** A limit as NATS writes it: -1 and 0 are none. */
function limitOf(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/** A limit of a stream and how much of it is used. */
export interface Limit {
  name: string;
  form: "bytes" | "count" | "span";
  /** Absent for a limit of each message or subject, which nothing of the whole stream uses up. */
  used?: number | undefined;
  max: number | undefined;
  /** Whether a full one is how it should be: old messages go at their age, and that is what was asked for. */
  usual?: true;
}

/** The limits of a stream. `now` is when it was read, by the server's clock. */
export function limitsOf({ config, state }: StreamDetail, now: number): Limit[] {
  const first = momentOf(state.first_ts);
  const age = config.max_age > 0 ? ofNanos(config.max_age) : undefined;
  return [
    { name: "Size", form: "bytes", used: state.bytes, max: limitOf(config.max_bytes) },
    { name: "Messages", form: "count", used: state.messages, max: limitOf(config.max_msgs) },
    {
      name: "Age",
      form: "span",
      used: first ? Math.max(0, now - first.getTime()) : 0,
      max: age,
      usual: true,
    },
    { name: "Per subject", form: "count", max: limitOf(config.max_msgs_per_subject) },
    { name: "Message size", form: "bytes", max: limitOf(config.max_msg_size) },
    { name: "Consumers", form: "count", used: state.consumer_count, max: limitOf(config.max_consumers) },
  ];
}
