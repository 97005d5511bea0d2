import { type Json, sameJson } from "./json";

// What a kind of configuration is made of: every field with its meaning, so that the form, the differences and the page that
// only shows it need to know nothing about streams or consumers.

export interface Catalogue {
  /** What it configures, in a word: "stream". */
  of: string;
  groups: readonly Group[];
}

export interface Group {
  id: string;
  title: string;
  /** Shown without asking; the others are a line that opens. */
  open?: boolean;
  fields: readonly Field[];
}

export interface Field {
  /** In the document. */
  name: string;
  label: string;
  /** One sentence: what it does. */
  meaning: string;
  kind: Kind;
  /** What the server takes when it is not there. */
  absent?: Json;
  /** When it can be changed after creation; without it, always. */
  change?: Change;
  /** The first server that knows it. */
  since?: Since;
}

export interface Since {
  /** "2.11" */
  version: string;
  /** The JetStream API level that came with it, from 2.11 on. */
  level?: number;
}

/** A value that stands for none, and what none means: -1 is "no limit". */
interface None {
  value: bigint;
  words: string;
}

export interface Option {
  value: string;
  label: string;
  /** What it means, where the label does not say it. */
  meaning?: string;
  since?: Since;
}

export type Kind =
  /** `wide` takes a whole line of the form, `long` several. `keepEmpty` is there even when nothing is in it. */
  | { is: "text"; mono?: boolean; wide?: boolean; long?: boolean; example?: string; keepEmpty?: boolean }
  /** Subjects, one on a line. */
  | { is: "subjects"; example?: string }
  /** Words, one on a line. */
  | { is: "words"; example?: string }
  | { is: "choice"; options: readonly Option[] }
  | { is: "count"; unit?: string; none?: None; min?: bigint; max?: bigint }
  | { is: "bytes"; none?: None; max?: bigint }
  /** Nanoseconds in the document, "24h" in the form. */
  | { is: "duration"; none?: None; min?: bigint }
  /** The same, several, one on a line. */
  | { is: "durations" }
  /** A moment, as RFC 3339 says it. */
  | { is: "time" }
  | { is: "flag" }
  /** Names and values, both text. Names that begin with `hidden` are the server's own. */
  | { is: "map"; hidden?: string }
  | { is: "object"; fields: readonly Field[] }
  /** Several objects; `item` is what one is called. */
  | { is: "objects"; item: string; fields: readonly Field[] }
  /** What no form can show; it is edited as JSON. */
  | { is: "json" };

/** A choice of more, or of longer words, than fit side by side. */
export function isLongChoice(kind: Kind): boolean {
  if (kind.is !== "choice") return false;
  return kind.options.length > 3 || kind.options.reduce((sum, { label }) => sum + label.length, 0) > 36;
}

type Change =
  | { when: "never"; why: string }
  /** Once it is on it stays on. */
  | { when: "one way"; why: string }
  /** Only on a server that has learned it. */
  | { when: "since"; since: Since }
  /** It can be taken away, and nothing else. */
  | { when: "remove"; why: string }
  /** Only from some values to some others. */
  | { when: "rule"; why: string; allows: (before: Json | undefined, after: Json) => boolean };

/** The server that a document is for, as far as it is known. */
export interface TargetServer {
  name?: string | undefined;
  version?: string | undefined;
  api_level?: number | undefined;
}

/** Whether a server knows what came with a version. One that nobody knows anything about is asked and may refuse. */
export function knows(server: TargetServer, since: Since | undefined): boolean {
  if (!since) return true;
  if (since.level !== undefined && server.api_level !== undefined) return server.api_level >= since.level;
  const [has, wants] = [versionOf(server.version), versionOf(since.version)];
  if (!has || !wants) return true;
  return has[0] > wants[0] || (has[0] === wants[0] && has[1] >= wants[1]);
}

function versionOf(text: string | undefined): [number, number] | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(text ?? "") ?? [];
  return major && minor ? [Number(major), Number(minor)] : undefined;
}

/** Why a field stands as it is, in a sentence; undefined when it can be edited. */
export function lockedBecause(
  field: Pick<Field, "since" | "change">,
  server: TargetServer,
  before: Json | undefined,
  editing: boolean,
): string | undefined {
  const { since, change } = field;
  if (since && !knows(server, since)) return capital(needs(since, server));
  if (!editing || !change) return undefined;
  if (change.when === "never") return change.why;
  if (change.when === "one way" && before === true) return change.why;
  if (change.when === "remove") return change.why;
  if (change.when === "since" && !knows(server, change.since)) return `To change it ${needs(change.since, server)}`;
  return undefined;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function needs(since: Since, { name, version }: TargetServer): string {
  const stands = name && version ? ` ${name} runs ${version}.` : version ? ` This server runs ${version}.` : "";
  return `needs NATS ${since.version}.${stands}`;
}

/** The options that a field can be changed to. */
export function allowedOptions(
  options: readonly Option[],
  { change, absent }: Pick<Field, "change" | "absent">,
  server: TargetServer,
  before: Json | undefined,
  editing: boolean,
): readonly Option[] {
  const now = before ?? absent;
  return options.filter(({ value, since }) => {
    if (sameJson(now, value)) return true;
    if (!knows(server, since)) return false;
    return !editing || change?.when !== "rule" || change.allows(now, value);
  });
}
