import { object, searchText } from "@/shared/lib/zod";

/** What of a bucket's page stands in its address. */
const schema = object({
  /** The beginning of the keys, or a pattern with * and >. */
  filter: searchText(),
  sort: searchText(),
  deleted: searchText(),
  /** The key that is open in the inspector. */
  key: searchText(),
  /** A tree beside the table. */
  view: searchText(),
});

export type KeySearch = { [K in Exclude<keyof typeof schema.shape, "view">]?: string | undefined } & {
  view?: "tree" | undefined;
};

export function parseKeySearch(input: unknown): KeySearch {
  const { filter, sort, deleted, key, view } = schema.parse(input);
  return {
    filter: filter || undefined,
    sort,
    deleted: deleted === "yes" ? deleted : undefined,
    key: key || undefined,
    view: view === "tree" ? view : undefined,
  };
}

/** What the list is asked for. */
export interface KeyQuery {
  filter: string;
  sort: "key" | "revision" | undefined;
  deleted: boolean;
}

export function queryOf({ filter = "", sort, deleted }: KeySearch): KeyQuery {
  return { filter, sort: sort === "key" || sort === "revision" ? sort : undefined, deleted: deleted === "yes" };
}
