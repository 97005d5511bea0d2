import type {
  Account,
  AccountStatz,
  Change,
  Connection,
  ConnectionHistory,
  Health,
  JetStreamSummary,
  ServerInfo,
  ServerStatsz,
  Stats,
  TestReport,
} from "@/api/types";

// What the API answers, in the states a page can be in. Used by the component tests and by the browser tests alike.

/** 23 November 2026, 14:32:10 local time. */
export const now = new Date(2026, 10, 23, 14, 32, 10);

function ago(seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}

export const health: Health = {
  status: "ok",
  version: "0.1.0",
  go_version: "go1.26.0",
  nats_client_version: "1.55.0",
  started_at: ago(7200),
  uptime: "2h0m0s",
  playground: {
    url: "nats://127.0.0.1:41222",
    name: "Playground",
    description: "A NATS of your own inside HeyNATS, with sample streams.",
  },
};

function connection(over: Partial<Connection> = {}): Connection {
  return {
    connection_id: "6f1c2b1e-9a44-4c55-8f57-0d5f6f2f3a10",
    name: "eu-prod",
    urls: ["tls://nats.eu.lumen.shop:4222"],
    auth: "creds",
    environment: "production",
    read_only: true,
    current: true,
    state: "active",
    is_connected: true,
    leases: 0,
    last_activity: ago(348),
    idle_timeout: "30m0s",
    time_remaining: "24m12s",
    created_at: ago(8050),
    expires_at: ago(-78350),
    reconnects: 1,
    server: { name: "n2-euw", version: "2.15.2", cluster: "eu-west", address: "10.20.0.12:4222" },
    ...over,
  };
}

const history: Change[] = [
  { at: ago(2046), state: "active", reason: "recovered", detail: "reconnected to 10.20.0.12:4222" },
  {
    at: ago(2049),
    state: "reconnecting",
    reason: "link_lost",
    detail: "the link to nats.eu.lumen.shop:4222 dropped",
  },
  { at: ago(6030), state: "active", reason: "user", detail: "woken in 2.1 ms" },
  { at: ago(6178), state: "parked", reason: "idle", detail: "idle for 30 min" },
  { at: ago(8050), state: "active", reason: "user", detail: "connected to nats.eu.lumen.shop:4222" },
];

export function stats(over: Partial<Stats> = {}): Stats {
  return { ...connection(), is_healthy: true, rtt: "3.2ms", wakes: 1, changes: history, ...over };
}

export const active = stats();

export const held = stats({ leases: 2, time_remaining: "30m0s", last_activity: ago(1) });

export const parked = stats({
  state: "parked",
  reason: "idle",
  is_connected: false,
  is_healthy: false,
  last_activity: ago(2040),
  time_remaining: "0s",
  changes: [{ at: ago(240), state: "parked", reason: "idle", detail: "idle for 30 min" }, ...history],
});

export const reconnecting = stats({
  state: "reconnecting",
  is_connected: false,
  is_healthy: false,
  leases: 1,
  attempt: 3,
  retry_at: ago(-4),
  last_error: { code: "nats_unreachable", detail: "10.20.0.12:4222 refused the connection.", at: ago(3) },
  changes: [
    { at: ago(9), state: "reconnecting", reason: "link_lost", detail: "the link to 10.20.0.12:4222 dropped" },
    ...history,
  ],
});

export const unreachable = stats({
  state: "failed",
  reason: "transient",
  is_connected: false,
  is_healthy: false,
  retry_at: ago(-8),
  last_error: {
    code: "nats_unreachable",
    detail: "nats.eu.lumen.shop:4222 refused the connection.",
    hint: "Nothing listens there. Check the port, and that the server runs.",
    at: ago(3),
  },
  changes: [
    {
      at: ago(12),
      state: "failed",
      reason: "transient",
      detail: "nats.eu.lumen.shop:4222 refused the connection.",
    },
    ...history,
  ],
});

export const refused = stats({
  state: "failed",
  reason: "auth",
  is_connected: false,
  is_healthy: false,
  last_error: {
    code: "reauth_required",
    detail: "nats.eu.lumen.shop:4222 refused the credentials.",
    hint: "Check them, or ask who runs the server for new ones.",
    at: ago(20),
  },
  changes: [
    { at: ago(20), state: "failed", reason: "auth", detail: "nats.eu.lumen.shop:4222 refused the credentials." },
    ...history,
  ],
});

export const silent = stats({ is_healthy: false });

export const session: Connection[] = [
  connection(),
  connection({
    connection_id: "0b7d7c1c-7f6b-4df8-8f37-51a1d5a40c02",
    name: "us-prod",
    urls: ["tls://nats.us.lumen.shop:4222"],
    read_only: false,
    current: false,
    last_activity: ago(1),
  }),
  connection({
    connection_id: "1c7d7c1c-7f6b-4df8-8f37-51a1d5a40c03",
    name: "eu-staging",
    urls: ["tls://nats.stg.lumen.shop:4222"],
    environment: "staging",
    read_only: false,
    current: false,
    state: "parked",
    reason: "idle",
    is_connected: false,
    last_activity: ago(7400),
  }),
  connection({
    connection_id: "2d7d7c1c-7f6b-4df8-8f37-51a1d5a40c04",
    name: "load-test",
    urls: ["nats://10.40.2.18:4222", "nats://10.40.2.19:4222", "nats://10.40.2.20:4222"],
    environment: "staging",
    auth: "user",
    read_only: false,
    current: false,
    state: "reconnecting",
    is_connected: false,
    last_activity: ago(40),
    attempt: 2,
    retry_at: ago(-3),
  }),
  connection({
    connection_id: "3e7d7c1c-7f6b-4df8-8f37-51a1d5a40c05",
    name: "maria-laptop",
    urls: ["nats://192.168.1.40:4222"],
    environment: "development",
    auth: "none",
    read_only: false,
    current: false,
    state: "failed",
    reason: "transient",
    is_connected: false,
    last_activity: ago(5000),
  }),
];
session.push({
  ...connection(),
  connection_id: "4f7d7c1c-7f6b-4df8-8f37-51a1d5a40c06",
  name: "billing-leaf",
  urls: ["wss://edge-fra.lumen.shop"],
  environment: "production",
  read_only: true,
  current: false,
  state: "failed",
  reason: "auth",
  is_connected: false,
  last_activity: ago(9000),
});

export const info: ServerInfo = {
  name: "n2-euw",
  id: "NCXJ6SPLJ2KUF6WEJ3U4C4LHRIX5SPR4XIUJ4FSPTVXKDCUVMS7Q4G3O",
  version: "2.15.2",
  cluster: "eu-west",
  address: "10.20.0.12:4222",
  client_id: 1204,
  client_ip: "10.20.4.7",
  max_payload: 1048576,
  headers: true,
  auth_required: true,
  tls: {
    version: "TLS 1.3",
    cipher_suite: "TLS_AES_128_GCM_SHA256",
    server_name: "nats.eu.lumen.shop",
    peer_subject: "CN=*.eu.lumen.shop",
    not_after: new Date(2027, 0, 23).toISOString(),
  },
  jetstream: true,
  jetstream_api_level: 3,
};

const gib = 1024 ** 3;

export const account: Account = {
  user: "ops-readonly",
  account: "ADSHOP4K2QH7M5XJ3V6ZC2ZBN7R5Q4WDLTY3UPE6FHSIKOGMA5KVB3KQ",
  account_name: "SHOP",
  system: false,
  expires: new Date(2027, 1, 3).toISOString(),
  permissions: {
    publish: {
      allow: ["$JS.API.>", "$KV.*.config.>", "orders.eu.*.query", "_INBOX.>"],
      deny: ["$JS.API.STREAM.PURGE.>"],
    },
    subscribe: { allow: [], deny: [] },
  },
  jetstream: {
    available: true,
    api_level: 3,
    usage: {
      memory: 6.9 * gib,
      storage: 241 * gib,
      reserved_memory: 0,
      reserved_storage: 0,
      streams: 148,
      consumers: 412,
    },
    limits: {
      max_memory: 8 * gib,
      max_storage: 400 * gib,
      max_streams: 500,
      max_consumers: -1,
      max_ack_pending: -1,
      memory_max_stream_bytes: -1,
      storage_max_stream_bytes: -1,
      max_bytes_required: false,
    },
    api: { total: 18204, errors: 2, inflight: 0 },
  },
};

/** An hour of pings, one each 10 s, with a spike and the gap of a reconnect; the same each time. */
export const pings: ConnectionHistory = {
  connection_id: active.connection_id,
  since: ago(3600),
  samples: Array.from({ length: 360 }, (_, index) => {
    const at = ago(3600 - index * 10);
    const wave = Math.sin(index / 7) * 0.4 + Math.sin(index / 2.3) * 0.3 + (index % 9 === 0 ? 1.4 : 0);
    const spike = index > 288 && index < 293 ? 8 - Math.abs(290 - index) * 2 : 0;
    return index > 150 && index < 155 ? { at, failed: true } : { at, rtt: `${(3.2 + wave + spike).toFixed(3)}ms` };
  }),
  changes: [],
  total: 360,
};

/**
 * Those that were made before something happened.
 * @public for the screenshots
 */
export function pingsBefore(moment = now.toISOString()): ConnectionHistory {
  return { ...pings, samples: pings.samples.filter(({ at }) => at < moment) };
}

export const summary: JetStreamSummary = {
  available: true,
  at: ago(4),
  messages: 240_118_204,
  bytes: 241 * gib,
  consumers: 412,
  streams_total: 148,
  streams_read: 148,
  partial: false,
  missing_total: 0,
  missing: [],
  attention_total: 4,
  attention: [
    { kind: "no_leader", severity: "critical", stream: "SHIPMENTS" },
    {
      kind: "near_limit",
      severity: "critical",
      stream: "PAYMENTS",
      limit: "messages",
      used: 1_940_000,
      max: 2_000_000,
      discard: "new",
      retention: "limits",
    },
    { kind: "replica_behind", severity: "warn", replica: "n3-euw", stream: "ORDERS", streams: 1, lag: 1204 },
    { kind: "account_limit", severity: "warn", limit: "memory", used: 6.9 * gib, max: 8 * gib },
  ],
};

const flow = (connections: number, share: number) => ({
  connections,
  leafnodes: 0,
  subscriptions: 3120,
  slow_consumers: share === 1 ? 14 : 0,
  sent: { messages: 31_200_000 * share, bytes: 16_400_000_000 * share },
  received: { messages: 18_400_000 * share, bytes: 9_800_000_000 * share },
});

export const statz: AccountStatz = {
  visible: true,
  at: ago(1),
  partial: false,
  ...flow(1204, 1),
  servers: ["n1-euw", "n2-euw", "n3-euw"].map((name, index) => ({
    name,
    id: `N${index}CXJ6SPLJ2KUF6WEJ3U4C4LHRIX5SPR4XIUJ4FSPTVXKDCUVMS7Q4G3O`.slice(0, 56),
    cluster: "eu-west",
    version: index === 2 ? "2.15.1" : "2.15.2",
    ...flow([402, 418, 384][index] ?? 0, 1 / 3),
  })),
};

/** The counters five seconds later. */
export function laterStatz(seconds = 5): AccountStatz {
  const add = <F extends AccountStatz["servers"][number] | AccountStatz>(one: F, share: number): F => ({
    ...one,
    sent: {
      messages: one.sent.messages + 31_200 * seconds * share,
      bytes: one.sent.bytes + 17_200_000 * seconds * share,
    },
    received: {
      messages: one.received.messages + 18_400 * seconds * share,
      bytes: one.received.bytes + 10_276_045 * seconds * share,
    },
  });
  return {
    ...add(statz, 1),
    at: new Date(Date.parse(statz.at) + seconds * 1000).toISOString(),
    servers: statz.servers.map((server) => add(server, 1 / 3)),
  };
}

export const unseenStatsz: ServerStatsz = { visible: false, reason: "Only the system account sees this." };

export const statsz: ServerStatsz = {
  visible: true,
  server: {
    name: "n2-euw",
    id: info.id ?? "",
    cluster: "eu-west",
    version: "2.15.2",
    at: ago(1),
    start: ago(41 * 86400),
    uptime: "984h0m0s",
    cpu: 44,
    memory: 2.2 * gib,
    cores: 8,
    connections: 418,
    total_connections: 20_418,
    subscriptions: 3120,
    slow_consumers: 0,
    routes: 2,
    gateways: 0,
    sent: { messages: 1, bytes: 1 },
    received: { messages: 1, bytes: 1 },
  },
};

export const passed: TestReport = {
  ok: true,
  duration_ms: 42.9,
  address: "10.20.0.11:4222",
  stages: [
    { stage: "resolve", status: "ok", offset_ms: 0, duration_ms: 2.1, detail: "nats.eu.lumen.shop → 10.20.0.11, +2" },
    { stage: "dial", status: "ok", offset_ms: 2.1, duration_ms: 11.4, detail: "10.20.0.11:4222" },
    { stage: "info", status: "ok", offset_ms: 13.5, duration_ms: 0.9, detail: "n1-euw, 2.15.2" },
    { stage: "tls", status: "ok", offset_ms: 14.4, duration_ms: 18.2, detail: "1.3, *.eu.lumen.shop, 61 days left" },
    { stage: "authenticate", status: "ok", offset_ms: 32.6, duration_ms: 4.0, detail: "ops-readonly, account SHOP" },
    { stage: "jetstream", status: "ok", offset_ms: 36.6, duration_ms: 6.3, detail: "148 streams, 412 consumers" },
  ],
  server: { ...info, name: "n1-euw" },
  account,
};

export const failedAtAuth: TestReport = {
  ok: false,
  duration_ms: 42.6,
  address: "10.20.0.11:4222",
  stages: [
    { stage: "resolve", status: "ok", offset_ms: 0, duration_ms: 2.1, detail: "nats.eu.lumen.shop → 10.20.0.11, +2" },
    { stage: "dial", status: "ok", offset_ms: 2.1, duration_ms: 11.4, detail: "10.20.0.11:4222" },
    { stage: "info", status: "ok", offset_ms: 13.5, duration_ms: 0.9, detail: "n1-euw, 2.15.2" },
    { stage: "tls", status: "ok", offset_ms: 14.4, duration_ms: 18.7, detail: "1.3, *.eu.lumen.shop, 61 days left" },
    { stage: "authenticate", status: "failed", offset_ms: 33.1, duration_ms: 5.2, detail: "" },
    { stage: "jetstream", status: "not_reached", offset_ms: 42.6, duration_ms: 0, detail: "" },
  ],
  problem: {
    code: "reauth_required",
    title: "Authentication failed",
    detail: "nats.eu.lumen.shop:4222 refused the credentials.",
    hint: "Check them, or ask who runs the server for new ones.",
    nats_error: "Authorization Violation",
  },
};

/** A problem answer, as the API writes it. */
export function problem(status: number, code: string, detail: string, over: Record<string, unknown> = {}) {
  return {
    type: "about:blank",
    title: "Problem",
    status,
    detail,
    code,
    request_id: "01JD8Q7N3K5T",
    ...over,
  };
}

/** A credentials file whose JWT says what is given. The signature is made up: the page never checks it. */
export function credsFile(claims: { name: string; exp?: number }): string {
  const encode = (value: unknown) =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const jwt = [
    encode({ typ: "JWT", alg: "ed25519-nkey" }),
    encode({ ...claims, iss: account.account, nats: { type: "user", issuer_account: account.account } }),
    "c2lnbmF0dXJl",
  ].join(".");
  return `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`;
}

/** Has the form of a user's seed and belongs to nobody. */
export const seed = `SU${"A".repeat(56)}`;
