import type { LinkProps } from "@tanstack/react-router";
import type { StreamDetail } from "@/api/types";

/** One way to look at a stream. */
interface StreamTab {
  title: string;
  to: NonNullable<LinkProps["to"]>;
  /** How many there are of what it shows. */
  count?: (stream: StreamDetail) => number | undefined;
}

/** The tabs of a stream in their order. Each is an address of its own. */
export const streamTabs: readonly StreamTab[] = [
  { title: "Overview", to: "/c/$connectionId/streams/$stream" },
  { title: "Messages", to: "/c/$connectionId/streams/$stream/messages", count: ({ state }) => state.messages },
  {
    title: "Consumers",
    to: "/c/$connectionId/streams/$stream/consumers",
    count: ({ state }) => state.consumer_count,
  },
  {
    title: "Subjects",
    to: "/c/$connectionId/streams/$stream/subjects",
    count: ({ state }) => state.num_subjects,
  },
  { title: "Configuration", to: "/c/$connectionId/streams/$stream/configuration" },
  { title: "Lineage", to: "/c/$connectionId/streams/$stream/lineage" },
];
