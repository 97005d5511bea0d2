import type { Catalogue, Field, Since } from "@/shared/document/catalogue";
import { JsonNumber } from "@/shared/document/json";

// Every field of a stream's configuration in the newest server, with what it means and when it can be changed. The rules
// are those of nats-server’s server/stream.go: checkStreamCfg and configUpdateCheck. catalogue.test.ts compares the names
// with testing/server-fields.json, which a Go test compares with the server, so that a field it gains is noticed.

const v210: Since = { version: "2.10" };
const v211: Since = { version: "2.11", level: 1 };
const v212: Since = { version: "2.12", level: 2 };
const v214: Since = { version: "2.14", level: 4 };

const noLimit = { value: -1n, words: "no limit" };
const int32 = 2n ** 31n - 1n;
const uint64 = 2n ** 64n - 1n;

/** What the server takes for the window when nothing is said: two minutes. */
const twoMinutes = new JsonNumber(120_000_000_000n);

const fixed = (why: string) => ({ when: "never", why }) as const;
const staysOn = (why: string) => ({ when: "one way", why }) as const;

const transformFields: readonly Field[] = [
  {
    name: "src",
    label: "From",
    meaning: "The subjects that are mapped; empty is all of them.",
    kind: { is: "text", mono: true, example: "orders.*" },
  },
  {
    name: "dest",
    label: "To",
    meaning: "What they become; {{wildcard(1)}} is what stood in the place of the first *.",
    kind: { is: "text", mono: true, example: "kept.orders.{{wildcard(1)}}" },
  },
];

/** Where a mirror or a source reads. */
const originFields: readonly Field[] = [
  {
    name: "name",
    label: "Stream",
    meaning: "The stream that is read.",
    kind: { is: "text", mono: true, keepEmpty: true },
  },
  {
    name: "filter_subject",
    label: "Only",
    meaning: "The subjects that are taken; empty is all of them.",
    kind: { is: "text", mono: true, example: ">" },
  },
  {
    name: "opt_start_seq",
    label: "From sequence",
    meaning: "Where reading begins; empty is the first message.",
    kind: { is: "count", min: 1n, max: uint64 },
  },
  {
    name: "opt_start_time",
    label: "From time",
    meaning: "Reading begins with the first message after it.",
    kind: { is: "time" },
  },
  {
    name: "subject_transforms",
    label: "Subject mappings",
    meaning: "Which subjects are taken, and what they become here. In place of “Only”.",
    kind: { is: "objects", item: "Mapping", fields: transformFields },
    since: v210,
  },
  {
    name: "external",
    label: "In another account or domain",
    meaning: "Where the API of that JetStream is imported to.",
    kind: {
      is: "object",
      fields: [
        {
          name: "api",
          label: "API prefix",
          meaning: "The prefix of its JetStream API.",
          kind: { is: "text", mono: true, example: "$JS.hub.API" },
        },
        {
          name: "deliver",
          label: "Deliver prefix",
          meaning: "Where its messages are delivered.",
          kind: { is: "text", mono: true },
        },
      ],
    },
  },
  {
    name: "consumer",
    label: "By a consumer of yours",
    meaning: "A durable consumer on the origin that is used in place of one that the server makes.",
    kind: {
      is: "object",
      fields: [
        { name: "name", label: "Consumer", meaning: "Its name.", kind: { is: "text", mono: true } },
        {
          name: "deliver_subject",
          label: "Deliver subject",
          meaning: "Where it delivers, without wildcards.",
          kind: { is: "text", mono: true },
        },
      ],
    },
    since: v214,
  },
];

export const streamCatalogue: Catalogue = {
  of: "stream",
  groups: [
    {
      id: "what",
      title: "What it keeps",
      open: true,
      fields: [
        {
          name: "name",
          label: "Name",
          meaning: "Up to 255 characters, none of them a space, a dot, *, > or a slash.",
          kind: { is: "text", mono: true, wide: true, example: "ORDERS", keepEmpty: true },
          change: fixed("A stream keeps its name. A copy can have another one."),
        },
        {
          name: "subjects",
          label: "Subjects",
          meaning: "What is published on them is kept. Without any it listens on its own name.",
          kind: { is: "subjects", example: "orders.>" },
        },
        {
          name: "description",
          label: "Description",
          meaning: "For those who find it later: what is in it, and whose it is.",
          kind: { is: "text", wide: true, long: true },
        },
        {
          name: "storage",
          label: "Storage",
          meaning: "Where the messages are.",
          absent: "file",
          kind: {
            is: "choice",
            options: [
              { value: "file", label: "File", meaning: "On disk, and still there when the server starts again." },
              { value: "memory", label: "Memory", meaning: "Fast, and gone when the last server that holds it stops." },
            ],
          },
          change: fixed("Storage is chosen once. A copy can have another one."),
        },
        {
          name: "retention",
          label: "Retention",
          meaning: "When a message goes.",
          absent: "limits",
          kind: {
            is: "choice",
            options: [
              { value: "limits", label: "Limits", meaning: "A message stays until a limit is reached." },
              {
                value: "interest",
                label: "Interest",
                meaning: "A message goes when every consumer has acknowledged it.",
              },
              {
                value: "workqueue",
                label: "Work queue",
                meaning: "A message goes when one consumer has acknowledged it.",
              },
            ],
          },
          change: {
            when: "rule",
            why: "Between limits and interest only: a work queue stays one.",
            allows: (before, after) => before !== "workqueue" && after !== "workqueue",
          },
        },
        {
          name: "num_replicas",
          label: "Replicas",
          meaning: "On how many servers each message is: 1, 3 or 5. More than 1 needs a cluster.",
          absent: new JsonNumber(1),
          kind: { is: "count", min: 1n, max: 5n },
        },
      ],
    },
    {
      id: "limits",
      title: "Limits",
      open: true,
      fields: [
        {
          name: "max_age",
          label: "Age",
          meaning: "Messages that are older are deleted.",
          kind: { is: "duration", none: { value: 0n, words: "no limit" } },
        },
        {
          name: "max_bytes",
          label: "Size",
          meaning: "The most that all messages together take.",
          kind: { is: "bytes", none: noLimit },
        },
        {
          name: "max_msgs",
          label: "Messages",
          meaning: "The most messages that are kept.",
          kind: { is: "count", none: noLimit },
        },
        {
          name: "max_msgs_per_subject",
          label: "Messages per subject",
          meaning: "The most that are kept of one subject; 1 keeps the last of each.",
          kind: { is: "count", none: noLimit },
        },
        {
          name: "max_msg_size",
          label: "Size of one message",
          meaning: "A larger one is refused.",
          kind: { is: "bytes", none: noLimit, max: int32 },
        },
        {
          name: "discard",
          label: "When it is full",
          meaning: "What happens to the next message.",
          absent: "old",
          kind: {
            is: "choice",
            options: [
              { value: "old", label: "Drop the oldest", meaning: "The oldest messages make room for new ones." },
              { value: "new", label: "Refuse new ones", meaning: "Publishers get an error until there is room." },
            ],
          },
        },
        {
          name: "discard_new_per_subject",
          label: "Refuse per subject too",
          meaning: "A subject that has its messages refuses new ones. Needs “Refuse new ones” and a limit per subject.",
          kind: { is: "flag" },
        },
      ],
    },
    {
      id: "publishing",
      title: "Publishing",
      fields: [
        {
          name: "duplicate_window",
          label: "Duplicate window",
          meaning: "A message with the same Nats-Msg-Id is taken once within it.",
          absent: twoMinutes,
          kind: { is: "duration" },
        },
        {
          name: "first_seq",
          label: "First sequence",
          meaning: "The number of the first message.",
          kind: { is: "count", min: 1n, max: uint64 },
          change: fixed("It only counts when a stream is made."),
          since: v210,
        },
        {
          name: "no_ack",
          label: "No acknowledgements",
          meaning: "Publishers are not told that a message was kept.",
          kind: { is: "flag" },
        },
        {
          name: "allow_rollup_hdrs",
          label: "Roll-ups",
          meaning: "A message with Nats-Rollup takes the place of all before it.",
          kind: { is: "flag" },
        },
        {
          name: "allow_msg_ttl",
          label: "Time to live per message",
          meaning: "A message with Nats-TTL is deleted when that has passed.",
          kind: { is: "flag" },
          change: staysOn("It stays on once it is on."),
          since: v211,
        },
        {
          name: "subject_delete_marker_ttl",
          label: "Delete markers",
          meaning: "When age takes the last message of a subject, a marker is left for so long.",
          kind: { is: "duration", none: { value: 0n, words: "none" } },
          since: v211,
        },
        {
          name: "allow_msg_counter",
          label: "Counters",
          meaning: "Each subject is a number, and messages add to it.",
          kind: { is: "flag" },
          change: fixed("A stream counts from the beginning or never."),
          since: v212,
        },
        {
          name: "allow_atomic",
          label: "Atomic batches",
          meaning: "Publishers may have several messages kept together or not at all.",
          kind: { is: "flag" },
          since: v212,
        },
        {
          name: "allow_batched",
          label: "Fast batches",
          meaning: "Publishers may send many messages under one acknowledgement.",
          kind: { is: "flag" },
          since: v214,
        },
        {
          name: "allow_msg_schedules",
          label: "Schedules",
          meaning: "A message with Nats-Schedule is published later, or again and again.",
          kind: { is: "flag" },
          change: staysOn("It stays on once it is on."),
          since: v212,
        },
        {
          name: "subject_transform",
          label: "Subject mapping",
          meaning: "Messages are kept under another subject than they were published on.",
          kind: { is: "object", fields: transformFields },
          since: v210,
        },
      ],
    },
    {
      id: "reading",
      title: "Reading",
      fields: [
        {
          name: "allow_direct",
          label: "Direct reads",
          meaning: "Any replica answers for single messages, not only the leader.",
          kind: { is: "flag" },
        },
        {
          name: "mirror_direct",
          label: "Direct reads from mirrors",
          meaning: "This mirror answers them as well.",
          kind: { is: "flag" },
        },
        {
          name: "max_consumers",
          label: "Consumers",
          meaning: "The most that there can be.",
          kind: { is: "count", none: noLimit },
          change: { when: "since", since: v212 },
        },
        {
          name: "consumer_limits",
          label: "What its consumers get",
          meaning: "Used for those that say nothing themselves, and the most that one may ask for.",
          kind: {
            is: "object",
            fields: [
              {
                name: "inactive_threshold",
                label: "Inactive for",
                meaning: "An unused consumer is then deleted.",
                kind: { is: "duration", none: { value: 0n, words: "not set" } },
              },
              {
                name: "max_ack_pending",
                label: "Ack pending",
                meaning: "The most messages that wait for their acknowledgement.",
                kind: { is: "count" },
              },
            ],
          },
          since: v210,
        },
        {
          name: "republish",
          label: "Republish",
          meaning: "What was kept is published once more, for those who only listen.",
          kind: {
            is: "object",
            fields: [
              ...transformFields.map((field) => ({ ...field })),
              {
                name: "headers_only",
                label: "Headers only",
                meaning: "Without the payload; its size is in a header.",
                kind: { is: "flag" },
              },
            ],
          },
        },
      ],
    },
    {
      id: "copies",
      title: "Mirror and sources",
      fields: [
        {
          name: "mirror",
          label: "Mirror of",
          meaning: "A copy of another stream, message by message. It has no subjects of its own.",
          kind: { is: "object", fields: originFields },
          change: { when: "remove", why: "It can only be removed; the stream then goes on by itself." },
        },
        {
          name: "sources",
          label: "Sources",
          meaning: "Other streams whose messages are taken in as well.",
          kind: { is: "objects", item: "Source", fields: originFields },
        },
      ],
    },
    {
      id: "disk",
      title: "Disk and place",
      fields: [
        {
          name: "compression",
          label: "Compression",
          meaning: "Of what is on disk.",
          absent: "none",
          kind: {
            is: "choice",
            options: [
              { value: "none", label: "None" },
              { value: "s2", label: "S2", meaning: "Smaller on disk for a little work. Messages are the same." },
            ],
          },
          since: v210,
        },
        {
          name: "persist_mode",
          label: "Writing",
          meaning: "When a message is acknowledged.",
          absent: "default",
          kind: {
            is: "choice",
            options: [
              { value: "default", label: "Default", meaning: "A message is acknowledged when it is on disk." },
              {
                value: "async",
                label: "Asynchronous",
                meaning: "Acknowledged before it is on disk: a server that is killed may lose some.",
              },
            ],
          },
          change: fixed("How it writes is chosen once."),
          since: v212,
        },
        {
          name: "placement",
          label: "Placement",
          meaning: "On which servers it may be.",
          kind: {
            is: "object",
            fields: [
              {
                name: "cluster",
                label: "Cluster",
                meaning: "By its name.",
                kind: { is: "text", mono: true },
              },
              {
                name: "preferred",
                label: "Preferred server",
                meaning: "The server that should lead. Servers up to 2.15 refuse it here.",
                kind: { is: "text", mono: true },
              },
              {
                name: "tags",
                label: "Tags",
                meaning: "Only servers that have all of these.",
                kind: { is: "words", example: "ssd" },
              },
            ],
          },
        },
      ],
    },
    {
      id: "protection",
      title: "Protection",
      fields: [
        {
          name: "deny_delete",
          label: "No deletes",
          meaning: "Single messages cannot be deleted through the API.",
          kind: { is: "flag" },
          change: staysOn("It stays on once it is on."),
        },
        {
          name: "deny_purge",
          label: "No purges",
          meaning: "Messages cannot be purged through the API.",
          kind: { is: "flag" },
          change: staysOn("It stays on once it is on."),
        },
        {
          name: "sealed",
          label: "Sealed",
          meaning: "Nothing comes in and nothing goes out any more. Seal has a step of its own.",
          kind: { is: "flag" },
          change: staysOn("A sealed stream stays sealed."),
        },
      ],
    },
    {
      id: "metadata",
      title: "Metadata",
      fields: [
        {
          name: "metadata",
          label: "Metadata",
          meaning: "Names and values of your own, for tools and people.",
          kind: { is: "map", hidden: "_nats." },
          since: v210,
        },
      ],
    },
  ],
};
