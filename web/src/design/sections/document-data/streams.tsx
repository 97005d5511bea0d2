import type { TargetServer } from "@/shared/document/catalogue";
import type { Hit } from "@/shared/ui/hits";

export const newest: TargetServer = { name: "n2-euw", version: "2.15.2", api_level: 5 };
export const old: TargetServer = { name: "n3-euw", version: "2.10.24", api_level: 0 };

export const empty = `{
  "name": ""
}`;

const config = (over: Record<string, string>) => {
  const members = {
    name: '"ORDERS"',
    description: '"Every order event from the shop. Owned by the <b>checkout</b> team."',
    subjects: '["orders.>"]',
    retention: '"limits"',
    max_consumers: "-1",
    max_msgs: "-1",
    max_bytes: "21474836480",
    max_age: "86400000000000",
    max_msgs_per_subject: "-1",
    max_msg_size: "-1",
    discard: '"old"',
    storage: '"file"',
    num_replicas: "3",
    duplicate_window: "120000000000",
    sources: '[{"name": "RETURNS", "filter_subject": "returns.eu.>"}]',
    compression: '"s2"',
    allow_direct: "true",
    mirror_direct: "false",
    sealed: "false",
    deny_delete: "false",
    deny_purge: "true",
    allow_rollup_hdrs: "false",
    consumer_limits: "{}",
    allow_msg_ttl: "true",
    metadata:
      '{"_nats.level": "5", "_nats.req.level": "1", "_nats.ver": "2.15.2", "owner": "checkout", "txet": "\\u202egnorw"}',
    max_tokens: "18446744073709551615",
    tiering: '{"after": "24h", "to": ["cold"]}',
    ...over,
  };
  const lines = Object.entries(members).map(([name, value]) => `  "${name}": ${value}`);
  return `{\n${lines.join(",\n")}\n}`;
};

export const orders = config({});
export const edited = config({ max_msgs: "1000000", max_age: "43200000000000", description: '"Every order event."' });
export const theirs = config({ max_age: "172800000000000", num_replicas: "5", description: '"Every order event."' });

export const effects: readonly Hit[] = [
  {
    tone: "critical",
    children: (
      <>
        <b>3,118,006</b> messages are deleted: the oldest, up to 187,338,119
      </>
    ),
  },
  { tone: "warn", children: "Messages from before 11:32 are deleted; the first is from 21 Nov 14:32" },
];
