import { HttpResponse, http, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import { consumerList } from "./consumer-fixtures";
import * as fixtures from "./fixtures";
import { streamAnswers } from "./stream-fixtures";

/** What one request looked like to the server. */
export interface SeenRequest {
  line: string;
  search: string;
  connection: string | null;
  passive: boolean;
  body: unknown;
  /** The body as it came, with every digit of its numbers. */
  text: string;
}

/** Everything asked so far in this test, oldest first. */
export const seen: SeenRequest[] = [];

/** JSON as it is sent, for numbers that JavaScript would round. */
export class RawAnswer {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The answer to one operation: a body for 200, a problem for its own status, nobody there, or what depends on who asks. */
export type Answer = JsonBodyType | RawAnswer | "down" | ((request: SeenRequest) => JsonBodyType | RawAnswer);

const answers = new Map<string, Answer>();

const defaults: Record<string, Answer> = {
  "GET /api/health": fixtures.health,
  "GET /api/nats/connections": { connections: fixtures.session, total: fixtures.session.length },
  "GET /api/nats/connection/stats": fixtures.active,
  "POST /api/nats/connection/keepalive": fixtures.active,
  "POST /api/nats/connection/reconnect": fixtures.active,
  "PUT /api/nats/connection/credentials": fixtures.active,
  "GET /api/nats/info": fixtures.info,
  "GET /api/nats/account": fixtures.account,
  "GET /api/nats/account/statz": fixtures.statz,
  "GET /api/nats/server/statsz": fixtures.unseenStatsz,
  "GET /api/nats/jetstream/summary": fixtures.summary,
  "GET /api/nats/connection/history": fixtures.pings,
  "POST /api/nats/test": fixtures.passed,
  "POST /api/nats/disconnect": {
    message: "Disconnected.",
    connected: false,
    connection_id: fixtures.active.connection_id,
  },
  "POST /api/nats/connect": {
    message: "Connected.",
    connected: true,
    connection_id: fixtures.active.connection_id,
    name: fixtures.active.name,
  },
  "GET /api/nats/consumers": consumerList([]),
  ...streamAnswers,
};

/** Sets what an operation answers from now on. */
export function answerWith(line: string, answer: Answer) {
  answers.set(line, answer);
}

/** Nobody answers anything any more. */
export function goDown() {
  for (const line of Object.keys(defaults)) answers.set(line, "down");
}

export function resetAnswers() {
  answers.clear();
  seen.length = 0;
}

export const server = setupServer(
  http.all("*/api/*", async ({ request }) => {
    const url = new URL(request.url);
    const line = `${request.method} ${url.pathname}`;
    const text = await request.text();
    const asked: SeenRequest = {
      line,
      search: url.search,
      connection: url.searchParams.get("connection"),
      passive: request.headers.get("Heynats-Passive") === "1",
      body: readJSON(text),
      text,
    };
    seen.push(asked);
    const given = answers.get(line) ?? defaults[line];
    const answer = typeof given === "function" ? given(asked) : given;
    if (answer === undefined) throw new Error(`no answer for ${line}`);
    if (answer === "down") return HttpResponse.error();
    if (answer instanceof RawAnswer)
      return new HttpResponse(answer.text, { headers: { "Content-Type": "application/json" } });
    const status = isProblem(answer) ? answer.status : 200;
    return HttpResponse.json(answer, { status });
  }),
);

function readJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // none, or a file
  }
}

function isProblem(answer: JsonBodyType): answer is { status: number } {
  return typeof answer === "object" && answer !== null && "request_id" in answer;
}
