import { isPattern } from "./subjects";

/** What a filter of keys is to the API: a pattern when there is a wildcard in it, else their beginning. */
export function whereOf(filter: string): { pattern?: string; prefix?: string } {
  if (filter === "") return {};
  return isPattern(filter) ? { pattern: filter } : { prefix: filter };
}

/** Where the browser fetches the keys of a bucket as a file of lines. */
export function exportHref(connection: string, bucket: string, filter: string): string {
  const query = new URLSearchParams({ connection, ...whereOf(filter) });
  return new URL(`api/nats/kv/buckets/${encodeURIComponent(bucket)}/export?${query}`, document.baseURI).href;
}
