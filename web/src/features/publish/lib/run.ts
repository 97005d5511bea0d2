import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { isOutcomeUnknown, ProblemError } from "@/api/errors";
import type { PublishedLine, PublishedMessage } from "@/api/types";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { publishBatch } from "../api/batch";
import { publishMessage } from "../api/publish";
import { countOf, type Draft, intervalOf, messageText } from "./draft";

/** What becomes of one press of the button, while it goes and when it is over. */
export interface Run {
  state: "going" | "done" | "stopped" | "refused" | "unknown";
  /** Messages that are out, of so many. */
  out: number;
  total: number;
  /** Where they went; undefined for a file, whose lines say it themselves. */
  subject: string | undefined;
  /** The last acknowledgement. */
  ack?: PublishedLine["ack"];
  /** Of a single message. */
  took?: string;
  error?: unknown;
  /** Of a file: the line that was refused. */
  line?: number | undefined;
  startedAt: Date;
}

type Step = Partial<Run>;

/** Publishing, from one message to many. What goes on stops when the page is left. */
export function usePublishing() {
  const { id } = useConnection();
  const cache = useQueryClient();
  const [run, setRun] = useState<Run>();
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);

  const begin = async (
    total: number,
    subject: string | undefined,
    steps: (signal: AbortSignal) => AsyncGenerator<Step>,
  ) => {
    const stop = new AbortController();
    stopping.current = stop;
    let now: Run = { state: "going", out: 0, total, subject, startedAt: new Date() };
    const show = shower(setRun);
    show(now, true);
    try {
      for await (const step of steps(stop.signal)) {
        now = { ...now, ...step };
        show(now, false);
      }
      now = now.state === "going" ? { ...now, ...ending(now, stop.signal) } : now;
    } catch (error) {
      now = { ...now, ...failure(error, stop.signal) };
    }
    show(now, true);
    void cache.invalidateQueries({ queryKey: connectionKeys.readings(id) });
    return now;
  };
  return {
    run,
    /** Publishes a draft as often as it says. */
    publish: (draft: Draft, system: boolean) =>
      begin(countOf(draft), draft.subject, (signal) => stepsOf(id, draft, system, signal)),
    /** Publishes the messages of a file. */
    publishFile: (text: string, total: number) => begin(total, undefined, (signal) => batchSteps(id, text, signal)),
    stop: () => stopping.current?.abort(),
    clear: () => setRun(undefined),
  };
}

/** Shows the latest at most so often: thousands of messages a second are not all drawn. */
function shower(set: (run: Run) => void) {
  const everyMs = 100;
  let shown = 0;
  return (run: Run, now: boolean) => {
    if (!now && performance.now() - shown < everyMs) return;
    shown = performance.now();
    set(run);
  };
}

function ending(now: Run, signal: AbortSignal): Step {
  if (signal.aborted) return { state: "stopped" };
  return now.out === now.total ? { state: "done" } : { state: "unknown" };
}

function failure(error: unknown, signal: AbortSignal): Step {
  if (signal.aborted) return { state: "stopped" };
  return { state: isOutcomeUnknown(error) ? "unknown" : "refused", error };
}

async function* stepsOf(id: string, draft: Draft, system: boolean, signal: AbortSignal): AsyncGenerator<Step> {
  const total = countOf(draft);
  const pause = intervalOf(draft);
  if (total > 1 && pause === 0) {
    const lines = Array.from({ length: total }, (_, index) => messageText(draft, index + 1, system));
    yield* batchSteps(id, lines.join("\n"), signal);
    return;
  }
  for (let out = 1; out <= total; out++) {
    if (out > 1) await sleep(pause, signal);
    signal.throwIfAborted();
    const { ack, took }: PublishedMessage = await publishMessage(id, messageText(draft, out, system), signal);
    yield { out, took, ack };
  }
}

async function* batchSteps(id: string, text: string, signal: AbortSignal): AsyncGenerator<Step> {
  let out = 0;
  for await (const line of publishBatch(id, text, signal)) {
    if (!("end" in line)) {
      out++;
      yield line.ack ? { out, ack: line.ack } : { out };
      continue;
    }
    const { published, total, complete, problem, line: at } = line.end;
    if (complete) yield { out: published, total, state: "done" };
    else {
      const error = problem ? new ProblemError(problem) : undefined;
      yield { out: published, total, line: at, error, state: isOutcomeUnknown(error) ? "unknown" : "refused" };
    }
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
