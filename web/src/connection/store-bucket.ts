import type { LinkProps } from "@tanstack/react-router";

/** The stores that streams are made into. */
export type Store = "kv" | "objects";

/** A bucket of one of them. */
export interface StoreBucket {
  store: Store;
  name: string;
}

const stores = {
  kv: { title: "Key-value", prefix: "KV_", list: "/c/$connectionId/kv", one: "/c/$connectionId/kv/$bucket" },
  objects: {
    title: "Objects",
    prefix: "OBJ_",
    list: "/c/$connectionId/objects",
    one: "/c/$connectionId/objects/$bucket",
  },
} as const;

/** The stream that a bucket is. */
export const streamOf = ({ store, name }: StoreBucket) => stores[store].prefix + name;

export const storeTitle = (store: Store) => stores[store].title;

/** Where the buckets of a store are listed. */
export function listLink(store: Store, connectionId: string) {
  return { to: stores[store].list, params: { connectionId } } as const satisfies Pick<LinkProps, "to" | "params">;
}

/** Where a bucket is shown. */
export function bucketLink({ store, name }: StoreBucket, connectionId: string) {
  return { to: stores[store].one, params: { connectionId, bucket: name } } as const satisfies Pick<
    LinkProps,
    "to" | "params"
  >;
}
