import { useEffect, useMemo, useSyncExternalStore } from "react";
import { hasCode, UnreachableError } from "@/api/errors";
import { useUnreachableSince } from "@/api/reachability";
import { useConnection } from "@/connection/context";
import type { Reading } from "@/connection/use-reading";
import { pageReader } from "../api/read-page";
import { addressOf, type Question } from "./question";
import { Reader, type State } from "./reader";

export interface Messages {
  state: State;
  reader: Reader;
  /** The same for the head of the page: how old it is, and how to read it again. */
  reading: Reading<unknown>;
}

/**
 * The messages that answer a question, read from where the address says that one was. `at` counts only at the beginning:
 * later it follows what is seen.
 */
export function useMessages(stream: string, question: Question, at: number | undefined): Messages {
  const { id, stats } = useConnection();
  const key = JSON.stringify([id, stream, addressOf(question)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is all that the question says.
  const reader = useMemo(() => new Reader(question, () => pageReader({ connection: id, stream, question })), [key]);
  const state = useSyncExternalStore(reader.subscribe, reader.get);
  const up = stats.state === "active";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen is written to the address, and read from it only once.
  useEffect(() => {
    if (up && reader.get().facts === undefined) void reader.begin(at);
  }, [reader, up]);
  useEffect(() => reader.end, [reader]);
  return { state, reader, reading: useAsReading(reader, state, at) };
}

function useAsReading(
  reader: Reader,
  { facts, readAt, problem, reading }: State,
  at: number | undefined,
): Reading<unknown> {
  const { stats } = useConnection();
  const gone = useUnreachableSince() !== undefined;
  const quiet = hasCode(problem?.error, "connection_parked") || problem?.error instanceof UnreachableError;
  const error = problem?.side === "all" && !quiet ? problem.error : null;
  const down = stats.state !== "active" || gone;
  return {
    data: facts,
    readAt,
    error,
    fetching: reading !== undefined,
    stale: stats.state === "parked" ? "parked" : down ? "down" : error ? "failed" : undefined,
    refresh: () => void reader.begin(at),
  };
}
