import { useEffect, useRef, useState } from "react";
import { hasCode } from "@/api/errors";
import type { RequestReplies } from "@/api/types";
import { useConnection } from "@/connection/context";
import { sendRequest } from "../api/request";
import type { Draft } from "./draft";

/** What becomes of one press of the button. */
export interface Run {
  state: "going" | "done" | "stopped" | "failed";
  draft: Draft;
  /** Requests that are over, of so many; and those of them that nobody answered in time. */
  sent: number;
  total: number;
  unanswered: number;
  /** Of the first reply to each request, ms. */
  latencies: number[];
  last?: RequestReplies;
  /** Why it did not go on; of a single request that nobody answered in time too. */
  error?: unknown;
  startedAt: Date;
}

/** Sends a request, once or many times one after the other. It stops when the page is left. */
export function useRequesting() {
  const { id } = useConnection();
  const [run, setRun] = useState<Run>();
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);

  const send = async (draft: Draft, system: boolean) => {
    const stop = new AbortController();
    stopping.current = stop;
    const total = Number(draft.times);
    let now: Run = { state: "going", draft, sent: 0, total, unanswered: 0, latencies: [], startedAt: new Date() };
    setRun(now);
    while (now.state === "going") {
      now = await next(now, () => sendRequest(id, draft, system, stop.signal), stop.signal);
      setRun(now);
    }
  };
  return { run, send, stop: () => stopping.current?.abort(), clear: () => setRun(undefined) };
}

async function next(run: Run, ask: () => Promise<RequestReplies>, signal: AbortSignal): Promise<Run> {
  const sent = run.sent + 1;
  const state = sent === run.total ? "done" : "going";
  try {
    const last = await ask();
    const first = last.replies[0];
    const latencies = first ? [...run.latencies, first.latency_ns / 1e6] : run.latencies;
    return { ...run, state, sent, last, latencies };
  } catch (error) {
    if (signal.aborted) return { ...run, state: "stopped" };
    // One of many that nobody answered in time is counted; anything else would be the same again.
    if (run.total > 1 && hasCode(error, "no_reply")) return { ...run, state, sent, unanswered: run.unanswered + 1 };
    return { ...run, state: "failed", error };
  }
}
