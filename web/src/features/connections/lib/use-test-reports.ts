import { useEffect, useRef, useState } from "react";
import type { ConnectRequest, TestReport } from "@/api/types";
import { useTest } from "../api/test";

export interface DatedReport {
  report: TestReport;
  at: Date;
}

/** Runs tests and keeps the last two reports, so that what changed can be seen. Reports hold no secrets. */
export function useTestReports() {
  const { mutateAsync, reset, isPending, error } = useTest();
  const [reports, setReports] = useState<readonly DatedReport[]>([]);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (body: ConnectRequest) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    try {
      const report = await mutateAsync({ body, signal: controller.signal });
      setReports((before) => [{ report, at: new Date() }, ...before.slice(0, 1)]);
      reset(); // the mutation remembers its request, and that holds secrets
    } catch {
      // Shown from `error`.
    }
  };
  const cancel = () => {
    running.current?.abort();
    reset();
  };
  return { now: reports[0], before: reports[1], running: isPending, error, run, cancel };
}
