import type { LinkProps } from "@tanstack/react-router";
import {
  Activity,
  FolderTree,
  Gauge,
  Inbox,
  Layers,
  type LucideIcon,
  MessageCircleQuestionMark,
  MessageSquareReply,
  Package,
  Send,
  Users,
} from "lucide-react";

interface PageEntry {
  title: string;
  to: NonNullable<LinkProps["to"]>;
  /** A page that belongs to it without being below it: where a stream may have any name, no other page has room. */
  also?: NonNullable<LinkProps["to"]>;
  icon: LucideIcon;
  keys: string;
  /** More words to be found by in the palette. */
  words?: string;
  /** What is known of it without asking, at the right of its name. */
  note?: "streams" | "consumers";
}

/** The pages of a connection, as the rail shows them and the palette and keys reach them. */
export const sections: readonly { head?: string; pages: readonly PageEntry[] }[] = [
  {
    pages: [
      {
        title: "Overview",
        to: "/c/$connectionId",
        icon: Gauge,
        keys: "g o",
        words: "home server limits usage round trip history",
      },
    ],
  },
  {
    head: "Messaging",
    pages: [
      {
        title: "Live",
        to: "/c/$connectionId/live",
        icon: Activity,
        keys: "g l",
        words: "tail follow subscribe subjects listen sub",
      },
      {
        title: "Publish",
        to: "/c/$connectionId/publish",
        icon: Send,
        keys: "g p",
        words: "send message pub batch template headers",
      },
      {
        title: "Request",
        to: "/c/$connectionId/request",
        icon: MessageCircleQuestionMark,
        keys: "g r",
        words: "ask reply service latency responder req",
      },
      {
        title: "Respond",
        to: "/c/$connectionId/respond",
        icon: MessageSquareReply,
        keys: "g e",
        words: "reply answer service mock responder",
      },
    ],
  },
  {
    head: "JetStream",
    pages: [
      {
        title: "Streams",
        to: "/c/$connectionId/streams",
        also: "/c/$connectionId/new-stream",
        icon: Layers,
        keys: "g s",
        words: "jetstream messages subjects mirrors",
        note: "streams",
      },
      {
        title: "Consumers",
        to: "/c/$connectionId/consumers",
        icon: Inbox,
        keys: "g c",
        words: "jetstream stuck lag pending redelivered pull push",
        note: "consumers",
      },
      {
        title: "Key-value",
        to: "/c/$connectionId/kv",
        icon: FolderTree,
        keys: "g k",
        words: "kv bucket keys config store put get history",
      },
      {
        title: "Objects",
        to: "/c/$connectionId/objects",
        icon: Package,
        keys: "g b",
        words: "object store bucket files upload download blob",
      },
    ],
  },
  {
    head: "System",
    pages: [
      {
        title: "Account",
        to: "/c/$connectionId/account",
        icon: Users,
        keys: "g a",
        words: "who am i permissions may i publish subscribe user",
      },
    ],
  },
];
