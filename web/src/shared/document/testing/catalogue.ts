import type { Catalogue } from "../catalogue";
import { JsonNumber, type JsonObject } from "../json";
import { documentOf } from "../use-document";

/** A catalogue with a field of each sort, small enough to be read. */
export const catalogue: Catalogue = {
  of: "thing",
  groups: [
    {
      id: "main",
      title: "Main",
      open: true,
      fields: [
        {
          name: "name",
          label: "Name",
          meaning: "What it is called.",
          kind: { is: "text", keepEmpty: true },
          change: { when: "never", why: "It keeps its name." },
        },
        {
          name: "max_msgs",
          label: "Messages",
          meaning: "The most that are kept.",
          kind: { is: "count", none: { value: -1n, words: "no limit" } },
        },
        {
          name: "window",
          label: "Window",
          meaning: "How long.",
          absent: new JsonNumber(120e9),
          kind: { is: "duration" },
        },
        {
          name: "retention",
          label: "Retention",
          meaning: "When one goes.",
          absent: "limits",
          kind: {
            is: "choice",
            options: [
              { value: "limits", label: "Limits" },
              { value: "interest", label: "Interest" },
              { value: "workqueue", label: "Work queue" },
            ],
          },
          change: {
            when: "rule",
            why: "A work queue stays one.",
            allows: (before, after) => before !== "workqueue" && after !== "workqueue",
          },
        },
        {
          name: "deny_delete",
          label: "No deletes",
          meaning: "None can be deleted.",
          kind: { is: "flag" },
          change: { when: "one way", why: "It stays on." },
        },
        {
          name: "allow_batched",
          label: "Batches",
          meaning: "Many at once.",
          kind: { is: "flag" },
          since: { version: "2.14", level: 4 },
        },
      ],
    },
    {
      id: "more",
      title: "More",
      fields: [
        {
          name: "placement",
          label: "Placement",
          meaning: "Where it is.",
          kind: {
            is: "object",
            fields: [
              { name: "cluster", label: "Cluster", meaning: "Its name.", kind: { is: "text" } },
              { name: "tags", label: "Tags", meaning: "All of these.", kind: { is: "words" } },
            ],
          },
        },
        {
          name: "mirror",
          label: "Mirror of",
          meaning: "A copy.",
          kind: { is: "object", fields: [{ name: "name", label: "Stream", meaning: "Whose.", kind: { is: "text" } }] },
          change: { when: "remove", why: "It can only be removed." },
        },
        {
          name: "sources",
          label: "Sources",
          meaning: "Others.",
          kind: {
            is: "objects",
            item: "Source",
            fields: [{ name: "name", label: "Stream", meaning: "Whose.", kind: { is: "text" } }],
          },
        },
        { name: "metadata", label: "Metadata", meaning: "Your own.", kind: { is: "map", hidden: "_nats." } },
      ],
    },
  ],
};

export function documentIn(text: string): JsonObject {
  const { value, mistake } = documentOf(text);
  if (mistake) throw new Error(mistake.message);
  return value;
}
