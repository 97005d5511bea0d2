import createClient from "openapi-fetch";
import { PageError, ProblemError, UnreachableError } from "./errors";
import { reportReachable, reportUnreachable } from "./reachability";
import type { paths } from "./schema";

/** Every URL starts at document.baseURI, so that the page works below a base path. */
const base = new URL(".", document.baseURI).href.replace(/\/$/, "");

/** Marks a background refresh: it counts as nobody's activity and wakes nothing. */
export const passive = { "Heynats-Passive": "1" } as const;

export const client = createClient<paths>({
  baseUrl: base,
  // Looked up per call, so that a test can stand in for the network after this module was loaded.
  fetch: (request) => globalThis.fetch(request),
});

/**
 * Returns the answer of a request, or throws: a ProblemError when HeyNATS said what is wrong, an UnreachableError
 * when nobody answered, a PageError when something else than HeyNATS did.
 */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    reportUnreachable();
    throw new UnreachableError(cause);
  });
  if (data !== undefined) {
    reportReachable();
    return data;
  }
  if (isProblem(error)) {
    reportReachable();
    throw new ProblemError(error);
  }
  throw new PageError(response.status, response.headers.get("X-Request-Id"));
}

/**
 * A body that is JSON already, for what NATS will read: a number in it keeps digits that a number of JavaScript would lose.
 * The type is that of what the text says, which is not looked into.
 */
export function rawBody(text: string): { body: never; bodySerializer: () => string } {
  return { body: text as never, bodySerializer: () => text };
}

function isProblem(value: unknown): value is ProblemError["problem"] {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value;
}
