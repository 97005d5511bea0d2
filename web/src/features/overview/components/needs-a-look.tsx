import { CircleCheck, OctagonAlert, TriangleAlert } from "lucide-react";
import { formatCount } from "@/shared/lib/format";
import { Status } from "@/shared/ui/status";
import type { Finding } from "../lib/attention";

interface Props {
  findings: readonly Finding[];
  /** How many there are, when they are more than those. */
  total: number;
  /** What was looked through: "14 streams". Undefined while that is not known. */
  looked: string | undefined;
}

const looks = {
  critical: { tone: "critical", icon: OctagonAlert },
  warn: { tone: "warn", icon: TriangleAlert },
} as const;

/** What is wrong or soon will be, worst first. Where nothing is, it says so in one quiet line. */
export function NeedsALook({ findings, total, looked }: Props) {
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
          <li
            key={`${finding.verdict} ${finding.name} ${finding.sentence}`}
            className="grid min-h-row grid-cols-[128px_minmax(0,1fr)] items-baseline border-line-faint border-t px-4 py-1 max-sm:grid-cols-1"
          >
            <Status {...looks[finding.severity]} word={finding.verdict} />
            <span className="min-w-0 break-words text-fg-2">
              {finding.name ? <bdi className="mono font-medium text-fg">{finding.name}</bdi> : null} {finding.sentence}
            </span>
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
