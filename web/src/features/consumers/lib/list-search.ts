import type { Sort } from "@/shared/grid/column";
import { object, searchText } from "@/shared/lib/zod";
import type { Level } from "./verdict";

/** What the list can be narrowed down to: a level, or several that are one to a person. */
export const shownVerdicts = ["stuck", "at_risk", "paused", "fine"] as const;
export type ShownVerdict = (typeof shownVerdicts)[number];

const kinds = ["pull", "push"] as const;
export type Kind = (typeof kinds)[number];

/** The list of consumers as its address has it. */
export interface ConsumersSearch {
  q?: string | undefined;
  verdict?: ShownVerdict | undefined;
  stream?: string | undefined;
  kind?: Kind | undefined;
  /** A column, with a dash before it when it falls. */
  sort?: string | undefined;
  /** What is open in the inspector: its key. */
  selected?: string | undefined;
}

const schema = object({
  q: searchText(),
  verdict: searchText(),
  stream: searchText(),
  kind: searchText(),
  sort: searchText(),
  selected: searchText(),
});

export function parseConsumersSearch(input: unknown): ConsumersSearch {
  const { q, verdict, stream, kind, sort, selected } = schema.parse(input);
  return {
    q: q || undefined,
    verdict: shownVerdicts.find((one) => one === verdict),
    stream: stream || undefined,
    kind: kinds.find((one) => one === kind),
    sort,
    selected: selected || undefined,
  };
}

const sorts = ["verdict", "name", "stream", "pending", "ack_pending", "redelivered", "last_ack"] as const;
export type SortBy = (typeof sorts)[number];

/** Worst first, when the address asks for nothing else. */
const usual = { by: "verdict", desc: true } as const;

export function sortOf({ sort }: ConsumersSearch): Sort & { by: SortBy } {
  const by = sorts.find((one) => one === sort?.replace(/^-/, ""));
  return by === undefined ? usual : { by, desc: sort?.startsWith("-") === true };
}

/** How an order is written into the address; the usual one is not. */
export function sortText({ by, desc }: Sort): string | undefined {
  return by === usual.by && desc === usual.desc ? undefined : `${desc ? "-" : ""}${by}`;
}

/** How the API is asked for that order: for it the worst comes first, and of times the one that is longest ago. */
export function orderOf({ by, desc }: Sort): "asc" | "desc" {
  const turned = by === "verdict" || by === "last_ack";
  return desc === turned ? "asc" : "desc";
}

/** Which of the API's levels are meant. */
export function levelsOf(verdict: ShownVerdict | undefined): Level[] {
  return verdict === undefined ? [] : verdict === "fine" ? ["idle", "fine"] : [verdict];
}

/** What a consumer is called in an address: names hold no slash. */
export const consumerKey = ({ stream, name }: { stream: string; name: string }) => `${stream}/${name}`;

export function consumerOfKey(key: string | undefined): { stream: string; name: string } | undefined {
  const [, stream, name] = /^([^/]+)\/([^/]+)$/.exec(key ?? "") ?? [];
  return stream === undefined || name === undefined ? undefined : { stream, name };
}
