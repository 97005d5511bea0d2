import type { ConsumerDetail } from "@/api/types";

type Config = ConsumerDetail["config"];

export const isPush = ({ deliver_subject }: Config) => deliver_subject !== undefined && deliver_subject !== "";

/** The subjects that it wants, in whichever field they are; none means all of its stream. */
export function filtersOf({ filter_subject, filter_subjects }: Config): readonly string[] {
  if (filter_subjects && filter_subjects.length > 0) return filter_subjects;
  return filter_subject ? [filter_subject] : [];
}

/** How long it waits for the acknowledgement of a message that was delivered so many times, ms. Undefined when it does not wait. */
export function ackWaitOf({ ack_policy, ack_wait, backoff = [] }: Config, delivered: number): number | undefined {
  if (ack_policy === "none") return undefined;
  const step = backoff[Math.min(backoff.length, Math.max(1, delivered)) - 1];
  const wait = step ?? ack_wait;
  return wait === undefined || wait <= 0 ? undefined : wait / 1e6;
}

/** Why a message of it cannot be taken by hand; undefined when it can. */
export function whyNotByHand(config: Config): string | undefined {
  if (isPush(config)) return "The server pushes its messages to a subject; there is nothing to ask for.";
  if (config.ack_policy !== "explicit" && config.ack_policy !== "all") {
    return "It acknowledges nothing: a message that is taken is gone for everybody else.";
  }
  return undefined;
}
