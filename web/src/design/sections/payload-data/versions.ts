const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => utf8(JSON.stringify(value));

const limit = (total: number, items: number, attempts: number, cooldown: number) =>
  json({
    currency: "EUR",
    max_order_total: total,
    max_items: items,
    max_attempts: attempts,
    cooldown_seconds: cooldown,
    review_above: 1500,
    blocked_skus: ["GFT-500", "GFT-1000"],
    updated_by: "checkout-team",
  });

const [revision41, revision43, yours] = [limit(2500, 50, 3, 60), limit(2500, 50, 4, 90), limit(3000, 60, 3, 60)];

export const limits = {
  "Stored 43 → yours": { before: revision43, after: yours },
  "41 → yours": { before: revision41, after: yours },
  "41 → stored 43": { before: revision41, after: revision43 },
};

const subjects = Array.from({ length: 40 }, (_, i) => `orders.${["eu", "us", "apac"][i % 3]}.store-${100 + i}.>`);
const stream = {
  name: "ORDERS",
  subjects,
  retention: "limits",
  max_consumers: -1,
  max_msgs: -1,
  max_bytes: 107_374_182_400,
  max_age: 2_592_000_000_000_000,
  storage: "file",
  num_replicas: 3,
  discard: "old",
  duplicate_window: 120_000_000_000,
  placement: { cluster: "eu-west", tags: ["ssd"] },
  allow_direct: true,
  metadata: { owner: "orders-team", tier: "1" },
};

export const config = {
  before: json(stream),
  after: json({
    ...stream,
    subjects: [...subjects.slice(0, 20), "orders.eu.store-999.>", ...subjects.slice(20)],
    max_age: 1_209_600_000_000_000,
    num_replicas: 5,
    placement: { cluster: "eu-west", tags: ["ssd", "az-b"] },
    metadata: { owner: "orders-platform-team" },
  }),
};

export const text = {
  before: utf8("order ord_01JD8Q4V2H\nstatus: pending\ncarrier: dhl\nnote: leave at the door\nשלום 3\n"),
  after: utf8(
    "order ord_01JD8Q4V2H\nstatus: shipped\ncarrier: dhl express\nnote: leave at the \u202edoor\nשלום 4\ntracking: 00340434161094021501\n",
  ),
};

export const same = {
  before: utf8('{"order_id":"ord_01JD8Q4V2H","total":249.90}'),
  after: utf8('{\n  "order_id": "ord_01JD8Q4V2H",\n  "total": 249.90\n}\n'),
};

/** Two texts that have hardly a line in common, but enough of them to make a search for one long. */
export function unlike(): { before: Uint8Array; after: Uint8Array } {
  const noise = (seed: number) =>
    utf8(
      Array.from({ length: 30_000 }, (_, i) => `van_${((i + 1) * seed) % 9973} at ${((i + 7) * seed * 31) % 997}`).join(
        "\n",
      ),
    );
  return { before: noise(7919), after: noise(6007) };
}

/** Two long texts with a change in every tenth line: more to find than can be found between two frames. */
export function scattered(): { before: Uint8Array; after: Uint8Array } {
  const line = (i: number, at: number) => `2026-11-22T14:${String(i % 60).padStart(2, "0")} van_${i} at ${at}`;
  const lines = (moved: number) =>
    utf8(Array.from({ length: 12_000 }, (_, i) => line(i, i % 10 === 5 ? i + moved : i)).join("\n"));
  return { before: lines(0), after: lines(1) };
}
