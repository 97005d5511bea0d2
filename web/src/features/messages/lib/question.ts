import { parseMoment } from "./moment";

export type Direction = "newer" | "older";

/** Where the list begins. */
export type From =
  | { kind: "first" }
  | { kind: "last" }
  | { kind: "sequence"; sequence: number }
  | { kind: "time"; at: Date };

/** What a payload is searched in, in the order in which it is said. */
export const places = ["payload", "headers", "subject"] as const;
export type Place = (typeof places)[number];

/** How many messages a search reads before it asks whether to go on. */
export const budgets = [10_000, 250_000, 1_000_000, 10_000_000] as const;
const usualBudget = 250_000;
const usualPlaces: readonly Place[] = ["payload", "headers"];

export interface Search {
  text: string;
  mode: "substring" | "regexp";
  places: readonly Place[];
  budget: number;
}

/** What is asked of a stream: where to begin, which way, which messages. */
export interface Question {
  from: From;
  direction: Direction;
  /** A subject with wildcards; empty for all. */
  subject: string;
  /** Kept without a text, so that a choice stays while the text is being changed. */
  search: Search;
}

/** The same as it stands in the address. What is usual is left out. */
export interface Address {
  from?: string | undefined;
  direction?: Direction | undefined;
  subject?: string | undefined;
  search?: string | undefined;
  mode?: "regexp" | undefined;
  where?: string | undefined;
  budget?: number | undefined;
  /** The message at the top of what is seen, once that is not the first one. */
  at?: number | undefined;
  /** The message in the inspector. */
  open?: number | undefined;
  /** The message that the one in the inspector is compared with. */
  compare?: number | undefined;
}

/** Reads an address that anybody may have written; what makes no sense in it is as if it were not there. */
export function readAddress(input: Record<string, unknown>): Address {
  const where = readPlaces(text(input["where"]));
  const budget = Number(text(input["budget"]));
  return {
    from: writeFrom(readFrom(text(input["from"]))),
    direction: oneOf(["newer", "older"], input["direction"]),
    subject: text(input["subject"]),
    search: text(input["search"]),
    mode: oneOf(["regexp"], input["mode"]),
    where: where && writePlaces(where),
    budget: budgets.find((known) => known === budget && known !== usualBudget),
    at: sequence(input["at"]),
    open: sequence(input["open"]),
    compare: sequence(input["compare"]),
  };
}

export function questionOf(address: Address): Question {
  const from = readFrom(address.from);
  return {
    from,
    direction: address.direction ?? usualDirection(from),
    subject: address.subject ?? "",
    search: {
      text: address.search ?? "",
      mode: address.mode ?? "substring",
      places: readPlaces(address.where) ?? usualPlaces,
      budget: address.budget ?? usualBudget,
    },
  };
}

/** The question as an address. What is seen and what is open belongs to the old question, and is not kept. */
export function addressOf({ from, direction, subject, search }: Question): Address {
  return {
    from: writeFrom(from),
    direction: direction === usualDirection(from) ? undefined : direction,
    subject: subject || undefined,
    search: search.text || undefined,
    mode: search.mode === "regexp" ? "regexp" : undefined,
    where: writePlaces(search.places),
    budget: search.budget === usualBudget ? undefined : search.budget,
  };
}

/** From the end one reads backwards, from anywhere else forwards. */
export const usualDirection = (from: From): Direction => (from.kind === "last" ? "older" : "newer");

/** The same messages the other way round: from an end one goes to the other end. */
export function turned(question: Question): Question {
  const from: From =
    question.from.kind === "first"
      ? { kind: "last" }
      : question.from.kind === "last"
        ? { kind: "first" }
        : question.from;
  return { ...question, from, direction: question.direction === "older" ? "newer" : "older" };
}

/** `from` as the API takes it. */
export function fromParameter(from: From): string {
  switch (from.kind) {
    case "sequence":
      return `seq:${from.sequence}`;
    case "time":
      return `time:${from.at.toISOString()}`;
    default:
      return from.kind;
  }
}

/** The end is where one begins, so an address does not say it. */
function writeFrom(from: From): string | undefined {
  return from.kind === "last" ? undefined : fromParameter(from);
}

function readFrom(value: string | undefined): From {
  const [kind, rest] = split(value ?? "");
  if (kind === "first") return { kind };
  const number = kind === "seq" ? sequence(rest) : undefined;
  if (number !== undefined) return { kind: "sequence", sequence: number };
  const at = kind === "time" ? parseMoment(rest) : undefined;
  return at ? { kind: "time", at } : { kind: "last" };
}

function split(value: string): [string, string] {
  const colon = value.indexOf(":");
  return colon < 0 ? [value, ""] : [value.slice(0, colon), value.slice(colon + 1)];
}

function readPlaces(value: string | undefined): readonly Place[] | undefined {
  const named = value?.split(",");
  const known = places.filter((place) => named?.includes(place));
  return known.length > 0 ? known : undefined;
}

function writePlaces(chosen: readonly Place[]): string | undefined {
  const written = places.filter((place) => chosen.includes(place)).join(",");
  return written === usualPlaces.join(",") ? undefined : written;
}

/** The router reads what looks like a number or a word of JSON as such. */
function text(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function sequence(value: unknown): number | undefined {
  const number =
    typeof value === "number" ? value : typeof value === "string" && /^\d+$/.test(value) ? Number(value) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function oneOf<const W extends string>(words: readonly W[], value: unknown): W | undefined {
  return words.find((word) => word === value);
}
