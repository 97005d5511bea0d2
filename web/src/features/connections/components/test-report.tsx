import { lazy, type ReactNode, Suspense } from "react";
import { problemText } from "@/api/problem-text";
import { useDelayed } from "@/shared/lib/use-delayed";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";
import type { DatedReport } from "../lib/use-test-reports";

const load = () => import("./test-result");
const Before = lazy(async () => ({ default: (await load()).Before }));
const Result = lazy(async () => ({ default: (await load()).Result }));
const Verdict = lazy(async () => ({ default: (await load()).Verdict }));

interface Props {
  now: DatedReport | undefined;
  before: DatedReport | undefined;
  running: boolean;
  error: unknown;
  onCancel: () => void;
}

/** The last test, stage by stage on one axis of time, and under it the one before. */
export function TestPanel({ now, before, running, error, onCancel }: Props) {
  const slow = useDelayed(running, 300);
  return (
    <div className="pb-2">
      <section aria-labelledby="test-heading">
        <div className="flex h-11 items-center gap-2 px-4">
          <h2 id="test-heading" className="font-semibold text-small">
            Test
          </h2>
          <span className="flex-1" />
          <span role="status" className="inline-flex items-center gap-2">
            {slow ? (
              <span className="text-fg-3">Running</span>
            ) : now && !error ? (
              <Later>
                <Verdict report={now.report} />
              </Later>
            ) : null}
          </span>
          {slow ? (
            <Button size="sm" onClick={onCancel}>
              Cancel
            </Button>
          ) : null}
        </div>
        {error && !running ? (
          <div className="border-line border-t px-4 py-4">
            <ProblemView problem={problemText("The test could not run", error)} />
          </div>
        ) : now ? (
          <Later>
            <Result report={now.report} />
          </Later>
        ) : (
          <p className="border-line border-t px-4 py-3 text-fg-3 text-small">
            Dials once and shows each stage with its time: resolve, dial, INFO, TLS, authenticate, JetStream. Nothing is
            kept of it.
          </p>
        )}
      </section>
      {now && before ? (
        <Later>
          <Before dated={before} />
        </Later>
      ) : null}
    </div>
  );
}

function Later({ children }: { children: ReactNode }) {
  return <Suspense fallback={null}>{children}</Suspense>;
}
