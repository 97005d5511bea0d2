import type { ProblemText } from "@/shared/ui/problem";
import { PageError, ProblemError, UnreachableError } from "./errors";

/** Turns whatever a request threw into words, under a title that says what could not be done. */
export function problemText(title: string, error: unknown): ProblemText {
  if (error instanceof ProblemError) {
    const { detail, hint, code, nats, request_id, retry_after_seconds } = error.problem;
    const again = retry_after_seconds ? `Worth trying again in ${retry_after_seconds} s.` : undefined;
    return {
      title,
      detail: detail || error.problem.title,
      hint: [hint, again].filter(Boolean).join(" ") || undefined,
      code,
      nats,
      requestId: request_id,
    };
  }
  if (error instanceof UnreachableError) {
    return {
      title,
      detail: "The HeyNATS server does not answer.",
      hint: "Is it still running? The page tries again by itself.",
    };
  }
  if (error instanceof PageError) {
    return {
      title,
      detail: error.message,
      hint: "A proxy in between may have answered instead.",
      requestId: error.requestId ?? undefined,
    };
  }
  return { title, detail: "The page itself failed.", hint: error instanceof Error ? error.message : undefined };
}
