import { PageError, ProblemError } from "@/api/errors";
import type { Problem } from "@/api/types";

/** What an answer says that is none, where it does not come through the API's client. */
export function errorOf(text: string, status: number, requestId: string | null): ProblemError | PageError {
  try {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return new ProblemError(body);
  } catch {
    // Somebody else answered.
  }
  return new PageError(status, requestId);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
