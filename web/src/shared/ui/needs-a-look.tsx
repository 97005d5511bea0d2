import { CircleCheck, OctagonAlert, TriangleAlert } from "lucide-react";
import { cx } from "@/shared/lib/cx";
import { formatCount } from "@/shared/lib/format";
import { Status } from "./status";

/** One thing that needs a look, as a line: a verdict, what it is about, and the evidence. */
export interface Finding {
  severity: "critical" | "warn";
  verdict: string;
  /** The name it is about, as NATS has it. */
  name?: string | undefined;
  sentence: string;
  /** What it is called in the address, when there is more to be seen of it. */
  key?: string;
}

interface Props {
  findings: readonly Finding[];
  /** How many there are, when they are more than those. */
  total?: number;
  /** What was looked through: "14 streams". Undefined while that is not known. */
  looked: string | undefined;
  /** The key of the one that is open beside the page. */
  look?: string | undefined;
  onLook?: (key: string | undefined) => void;
}

const looks = {
  critical: { tone: "critical", icon: OctagonAlert },
  warn: { tone: "warn", icon: TriangleAlert },
} as const;

/** What is wrong or soon will be, worst first. Where nothing is, it says so in one quiet line. */
export function NeedsALook({ findings, total = findings.length, looked, look, onLook }: Props) {
  if (findings.length === 0 && looked === undefined) return null;
  return (
    <section aria-labelledby="look-heading" className="border-line border-b">
      <h2 id="look-heading" className="flex h-9 items-center gap-2 px-4 font-semibold text-small">
        Needs a look
        <span className="font-normal text-fg-3">
          {findings.length > 0 ? `${formatCount(total)}, worst first` : null}
        </span>
        {findings.length === 0 ? (
          <span className="font-normal">
            <Status tone="ok" icon={CircleCheck} word={`Nothing. Looked at ${looked}.`} quiet />
          </span>
        ) : null}
      </h2>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.verdict} ${finding.name} ${finding.sentence}`} className="border-line-faint border-t">
            {finding.key === undefined ? (
              <Line finding={finding} />
            ) : (
              <button
                type="button"
                aria-expanded={finding.key === look}
                onClick={() => onLook?.(finding.key === look ? undefined : finding.key)}
                className={cx(
                  "block w-full text-left -outline-offset-2",
                  finding.key === look ? "bg-accent-tint shadow-[inset_2px_0_0_var(--accent)]" : "hover:bg-hover",
                )}
              >
                <Line finding={finding} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {total > findings.length ? (
        <p className="border-line-faint border-t px-4 py-1.5 text-fg-3 text-small">
          and {formatCount(total - findings.length)} more
        </p>
      ) : null}
    </section>
  );
}

function Line({ finding }: { finding: Finding }) {
  return (
    <span className="grid min-h-row grid-cols-[128px_minmax(0,1fr)] items-baseline px-4 py-1 max-sm:grid-cols-1">
      <Status {...looks[finding.severity]} word={finding.verdict} />
      <span className="min-w-0 break-words text-fg-2">
        {finding.name ? <bdi className="mono font-medium text-fg">{finding.name}</bdi> : null} {finding.sentence}
      </span>
    </span>
  );
}
