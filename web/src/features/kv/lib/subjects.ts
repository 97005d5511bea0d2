/** Whether a filter of keys is a pattern, and not their beginning. */
export const isPattern = (filter: string) => /(^|\.)[*>](\.|$)/.test(filter);

/** What the subjects of a bucket's keys begin with. Those in a mirror keep the subjects that they have where they come from. */
export const subjectPrefix = (bucket: string, mirror: string | undefined) =>
  `$KV.${mirror === undefined ? bucket : mirror.replace(/^KV_/, "")}.`;

/** The subject, or the pattern of subjects, that has all keys that a filter lets through; undefined for all there are. */
export function watchedSubject(prefix: string, filter: string): string | undefined {
  if (filter === "") return undefined;
  if (isPattern(filter)) return prefix + filter;
  const parents = filter.slice(0, filter.lastIndexOf(".") + 1);
  return parents === "" ? undefined : `${prefix}${parents}>`;
}
