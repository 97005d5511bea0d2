import type { StreamSummary } from "@/api/types";
import type { Sort } from "@/shared/grid/column";
import { object, searchText } from "@/shared/lib/zod";

// What of the list of streams stands in its address, and what it asks the API.

const sorts = ["name", "messages", "bytes", "consumers", "last", "full"] as const;
export const kinds = ["stream", "mirror", "kv", "objects"] as const satisfies StreamSummary["kind"][];
export const storages = ["file", "memory"] as const;
export const retentions = ["limits", "interest", "workqueue"] as const;
export const states = ["near_limit", "empty", "idle", "sealed", "no_leader"] as const;

export type StreamState = (typeof states)[number];

/** As the address has it: a list is words with commas between, and a minus before what is sorted by turns the order. */
const schema = object({
  q: searchText(),
  sort: searchText(),
  kind: searchText(),
  storage: searchText(),
  retention: searchText(),
  only: searchText(),
  /** The stream that is open in the inspector. */
  selected: searchText(),
});

export type StreamSearch = { [K in keyof typeof schema.shape]?: string | undefined };

export function parseStreamSearch(input: unknown): StreamSearch {
  const { q, sort, kind, storage, retention, only, selected } = schema.parse(input);
  return { q: q || undefined, sort, kind, storage, retention, only, selected: selected || undefined };
}

/** What the list is asked for. */
export interface StreamQuery {
  q: string;
  sort: { by: (typeof sorts)[number]; desc: boolean };
  kinds: readonly (typeof kinds)[number][];
  storage: (typeof storages)[number] | undefined;
  retention: (typeof retentions)[number] | undefined;
  states: readonly StreamState[];
}

export function queryOf({ q = "", sort = "", kind = "", storage, retention, only = "" }: StreamSearch): StreamQuery {
  return {
    q,
    sort: { by: sorts.find((one) => one === sort.replace(/^-/, "")) ?? "name", desc: sort.startsWith("-") },
    kinds: some(kinds, kind),
    storage: storages.find((one) => one === storage),
    retention: retentions.find((one) => one === retention),
    states: some(states, only),
  };
}

/** Those of the words that the text names, in the order of the words. */
function some<W extends string>(words: readonly W[], text: string): readonly W[] {
  const named = text.split(",");
  return words.filter((word) => named.includes(word));
}

export const listText = (words: readonly string[]) => (words.length > 0 ? words.join(",") : undefined);

/** The order as the address has it; that of the names goes without saying. */
export function sortText({ by, desc }: Sort): string | undefined {
  return by === "name" && !desc ? undefined : `${desc ? "-" : ""}${by}`;
}

/** Whether everything is listed, and not a part of it. */
export function isUnfiltered({ q, kinds, storage, retention, states }: StreamQuery): boolean {
  return q === "" && kinds.length === 0 && !storage && !retention && states.length === 0;
}
