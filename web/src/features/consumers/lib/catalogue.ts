import type { Catalogue, Field, Since } from "@/shared/document/catalogue";

// Every field of a consumer's configuration, as nats-server has it (server/consumer.go, ConsumerConfig). A test compares the
// two, so that a field of a newer server is noticed.

const since211: Since = { version: "2.11", level: 1 };
const since212: Since = { version: "2.12", level: 2 };
const since214: Since = { version: "2.14", level: 4 };

const fixed = (why: string) => ({ when: "never", why }) as const;

const start = fixed("Where a consumer starts cannot be changed. Reset it, or make another one.");
const push = fixed("How messages are pushed cannot be changed.");

const identity: readonly Field[] = [
  {
    name: "durable_name",
    label: "Durable name",
    meaning:
      "It is kept until somebody deletes it, under this name. Without one it goes when nobody has used it for a while.",
    kind: { is: "text", mono: true, example: "billing" },
    change: fixed("A consumer keeps its name."),
  },
  {
    name: "name",
    label: "Name",
    meaning:
      "The name of one that is not durable; the server makes one up when there is none. Of a durable one it is the same.",
    kind: { is: "text", mono: true },
    change: fixed("A consumer keeps its name."),
  },
  {
    name: "description",
    label: "Description",
    meaning: "What it is for, for people. 4 KiB at most.",
    kind: { is: "text", wide: true },
  },
];

const what: readonly Field[] = [
  {
    name: "filter_subject",
    label: "Filter subject",
    meaning: "Only messages of this subject. For several take filter subjects; one of the two.",
    kind: { is: "text", mono: true, example: "orders.eu.>" },
  },
  {
    name: "filter_subjects",
    label: "Filter subjects",
    meaning: "Only messages of these subjects. None of them may hold another.",
    kind: { is: "subjects", example: "orders.eu.>\norders.us.>" },
    since: { version: "2.10" },
  },
  {
    name: "deliver_policy",
    label: "Starts at",
    meaning: "The first message that it gets.",
    kind: {
      is: "choice",
      options: [
        { value: "all", label: "The first message", meaning: "All that is in the stream, from the beginning." },
        { value: "new", label: "New messages only", meaning: "What is stored after it was made." },
        { value: "last", label: "The last message", meaning: "The last one that is there, and all after it." },
        {
          value: "last_per_subject",
          label: "The last of each subject",
          meaning: "The last one of every subject, and all after that. It needs a filter.",
        },
        {
          value: "by_start_sequence",
          label: "A sequence",
          meaning: "The message with this sequence, and all after it.",
        },
        { value: "by_start_time", label: "A time", meaning: "What was stored at this time or later." },
      ],
    },
    absent: "all",
    change: start,
  },
  {
    name: "opt_start_seq",
    label: "Start sequence",
    meaning: "Where it starts, when it starts at a sequence.",
    kind: { is: "count", min: 1n },
    change: start,
  },
  {
    name: "opt_start_time",
    label: "Start time",
    meaning: "Where it starts, when it starts at a time.",
    kind: { is: "time" },
    change: start,
  },
  {
    name: "replay_policy",
    label: "Replay",
    meaning: "How fast old messages come.",
    kind: {
      is: "choice",
      options: [
        { value: "instant", label: "At once" },
        { value: "original", label: "As they came", meaning: "With the pauses that were between them." },
      ],
    },
    absent: "instant",
    change: fixed("The replay cannot be changed."),
  },
  {
    name: "headers_only",
    label: "Headers only",
    meaning: "Messages come without their payload; a header says how large it is.",
    kind: { is: "flag" },
  },
];

const acknowledgement: readonly Field[] = [
  {
    name: "ack_policy",
    label: "Acknowledges",
    meaning: "Whether a client has to say that it is done with a message, before it counts as read.",
    kind: {
      is: "choice",
      options: [
        { value: "explicit", label: "Each message" },
        {
          value: "all",
          label: "All up to a message",
          meaning: "An acknowledgement stands for all messages before it too.",
        },
        { value: "none", label: "Nothing", meaning: "What is delivered counts as read. Nothing comes again." },
        {
          value: "flow_control",
          label: "By flow control",
          meaning: "For push consumers with flow control: a window of messages at a time.",
          since: since214,
        },
      ],
    },
    absent: "none",
    change: fixed("How messages are acknowledged cannot be changed."),
  },
  {
    name: "ack_wait",
    label: "Ack wait",
    meaning:
      "A message that was not acknowledged for so long is delivered again. 30s when nothing is said. With a backoff its first step.",
    kind: { is: "duration" },
  },
  {
    name: "backoff",
    label: "Backoff",
    meaning:
      "The wait before each further delivery, instead of the ack wait. No more steps than deliveries; the last one is kept to.",
    kind: { is: "durations" },
  },
  {
    name: "max_deliver",
    label: "Deliveries at most",
    meaning: "A message that was delivered so often is given up, and an advisory says so. It stays in the stream.",
    kind: { is: "count", none: { value: -1n, words: "no limit" }, min: -1n },
  },
  {
    name: "max_ack_pending",
    label: "In flight at most",
    meaning:
      "So many messages may wait for their acknowledgement; until one comes nothing more is delivered. 1,000 when nothing is said.",
    kind: { is: "count", none: { value: -1n, words: "no limit" }, min: -1n },
  },
  {
    name: "sample_freq",
    label: "Sampling",
    meaning: "Of so many percent of the acknowledgements an advisory says how long they took.",
    kind: { is: "text", example: "10%" },
  },
];

const pull: readonly Field[] = [
  {
    name: "max_waiting",
    label: "Waiting pulls at most",
    meaning: "Pull requests that may wait for messages. 512 when nothing is said; 0 for a push consumer.",
    kind: { is: "count", min: 0n },
    change: fixed("How many pulls may wait cannot be changed."),
  },
  {
    name: "max_batch",
    label: "Messages of a pull",
    meaning: "A pull request may ask for so many messages at most.",
    kind: { is: "count", none: { value: 0n, words: "no limit" }, min: 0n },
  },
  {
    name: "max_bytes",
    label: "Bytes of a pull",
    meaning: "A pull request may ask for so many bytes at most.",
    kind: { is: "bytes", none: { value: 0n, words: "no limit" } },
  },
  {
    name: "max_expires",
    label: "Wait of a pull",
    meaning: "A pull request may wait for so long at most. 1ms is the least.",
    kind: { is: "duration", none: { value: 0n, words: "no limit" }, min: 0n },
  },
];

const pushed: readonly Field[] = [
  {
    name: "deliver_subject",
    label: "Deliver subject",
    meaning:
      "The server sends messages here by itself; then this is a push consumer. Without it clients pull. No wildcards.",
    kind: { is: "text", mono: true, example: "deliver.billing" },
    change: {
      when: "rule",
      why: "A push consumer stays one, and so does a pull consumer. The subject can be changed while nobody is subscribed to it.",
      allows: (before, after) => isSubject(before) === isSubject(after),
    },
  },
  {
    name: "deliver_group",
    label: "Deliver group",
    meaning: "Subscribers of this queue group share the messages.",
    kind: { is: "text", mono: true },
  },
  {
    name: "idle_heartbeat",
    label: "Heartbeat",
    meaning: "A push consumer with nothing to send says so as often. 100ms is the least.",
    kind: { is: "duration", none: { value: 0n, words: "none" }, min: 0n },
    change: push,
  },
  {
    name: "flow_control",
    label: "Flow control",
    meaning: "The server waits for a subscriber that does not keep up. It needs a heartbeat.",
    kind: { is: "flag" },
    change: push,
  },
  {
    name: "rate_limit_bps",
    label: "Bits per second at most",
    meaning: "A push consumer sends no faster.",
    kind: { is: "count", unit: "bit/s", none: { value: 0n, words: "no limit" }, min: 0n },
  },
];

const priority: readonly Field[] = [
  {
    name: "priority_policy",
    label: "Priority",
    meaning: "Which of several clients that pull gets messages first.",
    kind: {
      is: "choice",
      options: [
        { value: "none", label: "Whoever asks" },
        {
          value: "overflow",
          label: "Others when it is too much",
          meaning: "A client may ask to get messages only when so many wait.",
          since: since211,
        },
        {
          value: "pinned_client",
          label: "One client until it is gone",
          meaning: "All messages go to one client; another takes over when it stops asking.",
          since: since211,
        },
        {
          value: "prioritized",
          label: "By the priority of the client",
          meaning: "Clients say how important they are, and the next one gets what the first does not take.",
          since: since212,
        },
      ],
    },
    absent: "none",
    since: since211,
  },
  {
    name: "priority_groups",
    label: "Groups",
    meaning: "The names of the groups that clients pull for, up to 16 letters each. A priority needs one.",
    kind: { is: "words", example: "workers" },
    since: since211,
  },
  {
    name: "priority_timeout",
    label: "Pinned for",
    meaning: "A pinned client that does not ask for so long is taken for gone. 2m when nothing is said.",
    kind: { is: "duration", none: { value: 0n, words: "not set" }, min: 0n },
    since: since211,
  },
];

const keeping: readonly Field[] = [
  {
    name: "inactive_threshold",
    label: "Goes without use",
    meaning:
      "It is deleted when nobody has used it for so long. One that is not durable: after 5s when nothing is said.",
    kind: { is: "duration", none: { value: 0n, words: "not set" }, min: 0n },
  },
  {
    name: "num_replicas",
    label: "Replicas",
    meaning: "How many servers keep where it is. 0 is as many as keep the stream.",
    kind: { is: "count", none: { value: 0n, words: "as the stream" }, min: 0n, max: 5n },
  },
  {
    name: "mem_storage",
    label: "In memory",
    meaning: "Where it is, is kept in memory and not on disk, whatever its stream does.",
    kind: { is: "flag" },
    change: fixed("Where it is kept cannot be changed."),
  },
  {
    name: "pause_until",
    label: "Paused until",
    meaning: "It delivers nothing until then.",
    kind: { is: "time" },
    change: fixed("Pause and Resume change it, for a consumer that is there."),
    since: since211,
  },
  {
    name: "metadata",
    label: "Metadata",
    meaning: "Names and values for people and programs. Names that begin with _nats. are the server's.",
    kind: { is: "map", hidden: "_nats." },
    since: { version: "2.10" },
  },
];

const internal: readonly Field[] = [
  {
    name: "direct",
    label: "Direct",
    meaning: "Made by the server for a mirror or a source. It does not count against the limits of the stream.",
    kind: { is: "flag" },
    change: fixed("What it was made for cannot be changed."),
  },
  {
    name: "sourcing",
    label: "Sourcing",
    meaning: "A durable consumer that a mirror or a source reads with.",
    kind: { is: "flag" },
    change: fixed("What it was made for cannot be changed."),
    since: since214,
  },
];

function isSubject(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

export const consumerCatalogue: Catalogue = {
  of: "consumer",
  groups: [
    { id: "identity", title: "Consumer", open: true, fields: identity },
    { id: "what", title: "What it gets", open: true, fields: what },
    { id: "acknowledgement", title: "Acknowledgement", open: true, fields: acknowledgement },
    { id: "pull", title: "Pull", fields: pull },
    { id: "push", title: "Push", fields: pushed },
    { id: "priority", title: "Priority groups", fields: priority },
    { id: "keeping", title: "Keeping it", fields: keeping },
    { id: "internal", title: "Made by the server", fields: internal },
  ],
};
