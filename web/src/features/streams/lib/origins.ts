import type { StreamDetail } from "@/api/types";
import { ofNanos } from "./detail";

/** A stream that this one takes messages from. */
export interface Origin {
  kind: "mirror" | "source";
  name: string;
  filter: string | undefined;
  transforms: readonly { src: string; dest: string }[];
  /** The API prefix of another account or domain. */
  external: string | undefined;
  /** Messages that are still to come. */
  lag: number;
  /** How long nothing was heard of it, ms; undefined before the first word. */
  heard: number | undefined;
  /** Why nothing comes, in the server's words. */
  error: string | undefined;
}

type State = NonNullable<StreamDetail["mirror"]>;

/** Where a stream takes its messages from: the stream it mirrors, or its sources. */
export function originsOf({ mirror, sources = [] }: StreamDetail): Origin[] {
  return [...(mirror ? [originOf("mirror", mirror)] : []), ...sources.map((source) => originOf("source", source))];
}

function originOf(kind: Origin["kind"], state: State): Origin {
  const { name, filter_subject, subject_transforms = [], external, lag, active, error } = state;
  return {
    kind,
    name,
    filter: filter_subject || undefined,
    transforms: subject_transforms,
    external: external?.api || undefined,
    lag,
    heard: active < 0 ? undefined : ofNanos(active),
    error: error ? (error.description ?? `error ${error.code}`) : undefined,
  };
}
