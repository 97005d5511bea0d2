import { Check, CircleCheck, Minus, OctagonAlert, X } from "lucide-react";
import { useId } from "react";
import type { Stage, TestReport } from "@/api/types";
import { cx } from "@/shared/lib/cx";
import { formatLatency, formatPart } from "@/shared/lib/format";
import { formatClock } from "@/shared/lib/time";
import { Quantity } from "@/shared/ui/quantity";
import { Status } from "@/shared/ui/status";
import { failedAt, foldStages, type StageRow, stageNames } from "../lib/stages";
import type { DatedReport } from "../lib/use-test-reports";
import { ServerSummary } from "./server-summary";

// What a test found. It is loaded with the first test.

/** Stage by stage, and what it comes to. */
export function Result({ report }: { report: TestReport }) {
  return (
    <>
      <Stages rows={report.stages.map(single)} total={report.duration_ms} />
      <Outcome report={report} />
    </>
  );
}

function single(stage: Stage): StageRow {
  return { ...stage, key: stage.stage, name: stageNames[stage.stage] };
}

/** The test before, shorter. */
export function Before({ dated: { report, at } }: { dated: DatedReport }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="border-line border-t">
      <div className="flex h-11 items-center gap-2 px-4">
        <h2 id={headingId} className="flex items-baseline gap-2 font-semibold text-small">
          Before <span className="font-normal text-fg-3">{formatClock(at)}</span>
        </h2>
        <span className="flex-1" />
        <Verdict report={report} />
      </div>
      <Stages rows={foldStages(report.stages)} total={report.duration_ms} />
      {report.problem ? <Problem problem={report.problem} /> : null}
    </section>
  );
}

/** How it went, in a word. */
export function Verdict({ report }: { report: TestReport }) {
  if (report.ok) {
    return (
      <>
        <Status tone="ok" icon={CircleCheck} word="Passed" />
        <span className="text-fg-2">
          in <DurationText ms={report.duration_ms} />
        </span>
      </>
    );
  }
  return (
    <>
      <Status tone="critical" icon={OctagonAlert} word="Failed" />
      <span className="text-fg-2">{failedAt(report.stages)}</span>
    </>
  );
}

function DurationText({ ms }: { ms: number }) {
  const { value, unit } = formatLatency(ms);
  return (
    <>
      {unit === "ms" ? String(Math.round(Number(value))) : value} {unit}
    </>
  );
}

function Stages({ rows, total }: { rows: readonly StageRow[]; total: number }) {
  return (
    <ol className="border-line border-y">
      {rows.map((row) => (
        <StageLine key={row.key} row={row} total={total} />
      ))}
    </ol>
  );
}

const icons = {
  ok: { icon: Check, className: "text-ok", word: "passed" },
  failed: { icon: X, className: "text-critical", word: "failed" },
  skipped: { icon: Minus, className: "text-fg-3", word: "skipped" },
  not_reached: { icon: Minus, className: "text-fg-3", word: "not reached" },
} as const;

function StageLine({ row, total }: { row: StageRow; total: number }) {
  const { icon: Icon, className, word } = icons[row.status];
  const timed = row.status === "ok" || row.status === "failed";
  const percent = (ms: number) => (total > 0 ? Math.min(100, (ms / total) * 100) : 0);
  return (
    <li className="grid grid-cols-[22px_auto_minmax(0,1fr)_66px] grid-rows-[20px_14px] content-center items-center border-line-faint border-t px-4 pt-1.5 pb-[7px] first:border-t-0">
      <Icon aria-hidden size={14} strokeWidth={2} className={className} />
      <span className="font-medium whitespace-nowrap">
        {row.name}
        <span className="sr-only">, {word}</span>
      </span>
      <span className="truncate-line pl-2.5 text-fg-3 text-small" title={row.detail}>
        {row.detail || (timed ? "" : word)}
      </span>
      <span className="text-right">
        {timed ? <Quantity of={formatPart(row.duration_ms, total)} /> : <span className="text-fg-3">–</span>}
      </span>
      <span aria-hidden className="relative col-start-2 col-end-5 h-1 rounded-[1px] bg-press">
        {timed ? (
          <span
            className={cx(
              "absolute inset-y-0 min-w-[2px] rounded-[1px]",
              row.status === "failed" ? "bg-critical" : "bg-accent",
            )}
            style={{
              left: `min(${percent(row.offset_ms)}%, 100% - 2px)`,
              width: `${Math.min(percent(row.duration_ms), 100 - percent(row.offset_ms))}%`,
            }}
          />
        ) : null}
      </span>
    </li>
  );
}

function Outcome({ report }: { report: TestReport }) {
  if (report.problem) return <Problem problem={report.problem} />;
  return report.server ? <ServerSummary server={report.server} account={report.account} /> : null;
}

function Problem({ problem }: { problem: NonNullable<TestReport["problem"]> }) {
  return (
    <div className="mx-4 my-3 border-critical border-l-2 pl-3 text-fg-2 text-small leading-[18px]">
      <p>
        <b className="text-fg">{sentence(problem.title)}</b> {problem.detail} {problem.hint}
      </p>
      {problem.nats_error ? <p className="mono mt-1 break-words text-fg-3">{problem.nats_error}</p> : null}
    </div>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
