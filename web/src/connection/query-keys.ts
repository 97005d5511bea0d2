/** Query keys of one place: what is about a connection starts with its own key, so that it goes when the connection does. */
export const connectionKeys = {
  list: ["connections"] as const,
  one: (id: string) => ["connection", id] as const,
  stats: (id: string) => ["connection", id, "stats"] as const,
  /** All that was read through the link. */
  readings: (id: string) => ["connection", id, "reading"] as const,
  /** Something read through the link. */
  reading: (id: string, name: string) => ["connection", id, "reading", name] as const,
};
