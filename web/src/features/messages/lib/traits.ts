import type { StreamDetail } from "@/api/types";

/** What of a stream decides how its messages are read, and what can be done with them. */
export interface Traits {
  retention: string;
  /** It answers direct gets. */
  direct: boolean;
  sealed: boolean;
  denyDelete: boolean;
  /** What it takes. */
  subjects: readonly string[];
}

export function traitsOf(config: StreamDetail["config"]): Traits {
  const { retention, allow_direct: direct, sealed, deny_delete: denyDelete, subjects = [] } = config;
  return { retention, direct: direct === true, sealed: sealed === true, denyDelete: denyDelete === true, subjects };
}

/** Why messages of it cannot be deleted; undefined when they can. */
export function deleteLock(traits: Traits | undefined): string | undefined {
  if (traits?.sealed) return "The stream is sealed: nothing in it changes any more.";
  return traits?.denyDelete ? "The stream denies deleting messages (deny_delete)." : undefined;
}
