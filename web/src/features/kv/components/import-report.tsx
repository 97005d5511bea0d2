import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { KeysImported } from "@/api/types";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { formatCount, plural } from "@/shared/lib/format";
import { type Hit, Hits } from "@/shared/ui/hits";
import { ProblemView } from "@/shared/ui/problem";

interface Props {
  report: KeysImported;
  /** What would be done, or what was. */
  done: boolean;
}

/** What an import would do, or did: counts, and the first of what is worth a look. */
export function ImportReport({ report, done }: Props) {
  const { keys, conflicts_on, errors, problem } = report;
  return (
    <div role="status" className="flex flex-col gap-3">
      {problem ? (
        <ProblemView
          problem={problemText(
            done ? `The import stopped after ${plural(report.written, "key")}` : "The file was not compared to its end",
            new ProblemError(problem),
          )}
        />
      ) : null}
      <Hits hits={hitsOf(report, done)} />
      <Lines
        title="Conflicts"
        total={report.conflicts}
        lines={conflicts_on.map(({ line, key }) => ({ line, key, text: "was written by somebody else meanwhile" }))}
      />
      <Lines
        title="Errors"
        total={report.failed}
        lines={errors.map(({ line, key, detail }) => ({ line, key, text: detail }))}
      />
      <Lines
        title="Keys"
        total={report.new + report.changed}
        lines={keys.map(({ line, key, outcome, revision }) => ({
          line,
          key,
          text: outcome === "new" ? "new" : `changed from revision ${formatCount(revision ?? 0)}`,
        }))}
      />
    </div>
  );
}

function hitsOf(report: KeysImported, done: boolean): Hit[] {
  const say = (n: number, tone: Hit["tone"], words: string): Hit[] =>
    n === 0
      ? []
      : [
          {
            tone,
            children: (
              <>
                <b>{formatCount(n)}</b> {words}
              </>
            ),
          },
        ];
  const hits = [
    ...say(report.new, "ok", done ? "new, written" : "new"),
    ...say(
      report.changed,
      done ? "ok" : "warn",
      done ? "changed, written" : "changed: the value in the file replaces another",
    ),
    ...say(report.equal, "ok", "equal already"),
    ...say(report.skipped, "ok", "with another value, which stays"),
    ...say(report.conflicts, "warn", "written by somebody else meanwhile, which stays"),
    ...say(report.failed, "critical", report.failed === 1 ? "line with an error" : "lines with an error"),
  ];
  if (report.file === "incomplete")
    hits.push({ tone: "critical", children: "The file says that its export failed: keys are missing in it" });
  if (report.file === "unknown" && report.complete)
    hits.push({ tone: "unknown", children: "The file has no end line: it may be cut, or be no export of HeyNATS" });
  return hits;
}

interface LinesProps {
  title: string;
  total: number;
  lines: { line: number; key?: string | undefined; text: string }[];
}

function Lines({ title, total, lines }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <h3 className="text-fg-3 text-small">
        {title}
        {total > lines.length ? `, the first ${lines.length} of ${formatCount(total)}` : ""}
      </h3>
      <ul className="max-h-40 overflow-y-auto rounded-2 border border-line bg-sub px-2.5 py-1.5 text-small">
        {lines.map(({ line, key, text }) => (
          <li key={line} className="break-words">
            <span className="text-fg-3">Line {formatCount(line)}</span>{" "}
            {key ? (
              <span className="mono break-all">
                <Parts parts={visibleText(key)} />
              </span>
            ) : null}{" "}
            <span className="text-fg-2">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
