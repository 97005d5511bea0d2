import type { Problem } from "./types";

/** HeyNATS answered and said what is wrong. */
export class ProblemError extends Error {
  override name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

/** Nobody answered: the HeyNATS server is down, or the way to it is. */
export class UnreachableError extends Error {
  override name = "UnreachableError";

  constructor(cause: unknown) {
    super("HeyNATS does not answer.", { cause });
  }
}

/** Something answered that is not HeyNATS, a proxy in between for example. */
export class PageError extends Error {
  override name = "PageError";
  readonly status: number;
  readonly requestId: string | null;

  constructor(status: number, requestId: string | null) {
    super(`The answer has status ${status} and is not from HeyNATS.`);
    this.status = status;
    this.requestId = requestId;
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof ProblemError && codes.includes(error.problem.code);
}

/** The connection this page is about is no longer ours: the session ended, or somebody disconnected it. */
export function isGone(error: unknown): boolean {
  return hasCode(error, "no_session", "not_connected", "connection_not_found", "connection_closed");
}

/**
 * Whether something that was to change may have happened all the same: it was sent, and no answer came, neither from NATS
 * nor from HeyNATS. Only after a request that changes something; of any other it says nothing.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  return hasCode(error, "outcome_unknown") || error instanceof UnreachableError || error instanceof PageError;
}
