import type { Page, Route } from "@playwright/test";
import type {
  Account,
  AccountStatz,
  Connection,
  ConnectionHistory,
  Health,
  JetStreamSummary,
  ServerInfo,
  ServerStatsz,
  Stats,
  TestReport,
} from "../../../web/src/api/types";
import * as fixtures from "../../../web/src/testing/fixtures";
import { streamAnswers } from "../../../web/src/testing/stream-fixtures";

/** What the API answers to the page. A test changes its fields while the page is open, and the page sees it at its next poll. */
export interface FakeApi {
  health: Health;
  connections: Connection[];
  stats: Stats | ReturnType<typeof fixtures.problem>;
  info: ServerInfo | ReturnType<typeof fixtures.problem>;
  account: Account | ReturnType<typeof fixtures.problem>;
  /** The counters at each reading. */
  statz: () => AccountStatz;
  statsz: ServerStatsz;
  summary: JetStreamSummary | ReturnType<typeof fixtures.problem>;
  history: ConnectionHistory;
  report: TestReport;
  connect:
    | { message: string; connected: boolean; connection_id: string; name: string }
    | ReturnType<typeof fixtures.problem>;
  /** Of what only some pages ask: by path, or by method and path. A function answers what depends on the query. */
  answers: Record<string, unknown>;
  /** Nobody answers at all. */
  down: boolean;
  /** Every request so far: "POST /api/nats/connect", with its body. */
  requests: { line: string; body: string | null; passive: boolean }[];
}

export async function fakeApi(page: Page, over: Partial<FakeApi> = {}): Promise<FakeApi> {
  const api: FakeApi = {
    health: fixtures.health,
    connections: fixtures.session,
    stats: fixtures.active,
    info: fixtures.info,
    account: fixtures.account,
    statz: () => fixtures.statz,
    statsz: fixtures.unseenStatsz,
    summary: fixtures.summary,
    history: fixtures.pings,
    report: fixtures.passed,
    connect: {
      message: "connected",
      connected: true,
      connection_id: fixtures.active.connection_id,
      name: fixtures.active.name,
    },
    answers: {},
    down: false,
    requests: [],
    ...over,
  };
  await page.route("**/api/**", (route) => reply(route, api));
  return api;
}

async function reply(route: Route, api: FakeApi) {
  const request = route.request();
  const { pathname, search } = new URL(request.url());
  const path = pathname.replace(/^.*\/api\//, "/api/");
  const line = `${request.method()} ${path}`;
  api.requests.push({
    line,
    body: request.postData(),
    passive: request.headers()["heynats-passive"] === "1",
  });
  if (api.down) {
    await route.abort("connectionrefused");
    return;
  }
  const answers: Record<string, unknown> = {
    "/api/health": api.health,
    "/api/nats/connections": listOf(api),
    "/api/nats/connection/stats": api.stats,
    "/api/nats/connection/keepalive": api.stats,
    "/api/nats/connection/reconnect": api.stats,
    "/api/nats/connection/credentials": api.stats,
    "/api/nats/info": api.info,
    "/api/nats/account": api.account,
    "/api/nats/account/statz": path.endsWith("/account/statz") ? api.statz() : undefined,
    "/api/nats/server/statsz": api.statsz,
    "/api/nats/jetstream/summary": api.summary,
    "/api/nats/connection/history": new URL(request.url()).searchParams.has("since")
      ? { ...api.history, samples: [] }
      : api.history,
    "/api/nats/test": api.report,
    "/api/nats/connect": api.connect,
    "/api/nats/disconnect": { message: "disconnected", connected: false, connection_id: "" },
  };
  const usual: Record<string, unknown> = streamAnswers;
  const own = api.answers[line] ?? api.answers[path] ?? usual[line];
  const answer = typeof own === "function" ? own({ search }) : (own ?? answers[path]);
  const status = isProblem(answer) ? answer.status : 200;
  await route.fulfill({
    status,
    contentType: status === 200 ? "application/json" : "application/problem+json",
    body: JSON.stringify(answer),
  });
}

/** The connection whose page is open is in the same state in the list. */
function listOf({ connections, stats }: FakeApi) {
  const listed = connections.map((one) =>
    "state" in stats && one.connection_id === stats.connection_id ? stats : one,
  );
  return { connections: listed, total: listed.length };
}

function isProblem(value: unknown): value is { status: number } {
  return typeof value === "object" && value !== null && "code" in value && "request_id" in value;
}
