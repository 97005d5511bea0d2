import { object, searchText } from "@/shared/lib/zod";

/** What of a bucket's page stands in its address. */
const schema = object({
  /** Part of the names. */
  q: searchText(),
  sort: searchText(),
  deleted: searchText(),
  /** The object that is open in the inspector. */
  object: searchText(),
});

export type ObjectSearch = { [K in keyof typeof schema.shape]?: string | undefined };

export function parseObjectSearch(input: unknown): ObjectSearch {
  const { q, sort, deleted, object: open } = schema.parse(input);
  return { q: q || undefined, sort, deleted: deleted === "yes" ? deleted : undefined, object: open || undefined };
}

/** What the list is asked for. */
export interface ObjectQuery {
  search: string;
  sort: "name" | "revision" | undefined;
  deleted: boolean;
}

export function queryOf({ q = "", sort, deleted }: ObjectSearch): ObjectQuery {
  return {
    search: q,
    sort: sort === "name" || sort === "revision" ? sort : undefined,
    deleted: deleted === "yes",
  };
}
