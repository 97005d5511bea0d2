import type { LinkProps } from "@tanstack/react-router";

/** One way to look at a stream. */
interface StreamTab {
  title: string;
  to: NonNullable<LinkProps["to"]>;
}

/** The tabs of a stream in their order. Each is an address of its own. */
export const streamTabs: readonly StreamTab[] = [
  { title: "Overview", to: "/c/$connectionId/streams/$stream" },
  { title: "Subjects", to: "/c/$connectionId/streams/$stream/subjects" },
  { title: "Lineage", to: "/c/$connectionId/streams/$stream/lineage" },
];
