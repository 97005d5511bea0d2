import { Ban, CircleAlert, CircleCheck } from "lucide-react";
import type { Verdict } from "@/connection/permit";
import { formatCount } from "@/shared/lib/format";
import type { StatusTone } from "@/shared/ui/status";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";

const looks = {
  yes: { tone: "ok", icon: CircleCheck, word: "Yes" },
  partly: { tone: "warn", icon: CircleAlert, word: "In part" },
  no: { tone: "unknown", icon: Ban, word: "No" },
} as const satisfies Record<Verdict["may"], { tone: StatusTone; icon: unknown; word: string }>;

/** Whether something is allowed, by icon and word, and the rule that decides it. */
export function VerdictLine({ verdict: { may, why, rule, more } }: { verdict: Verdict }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
      <span className="w-[68px] shrink-0">
        <Status {...looks[may]} quiet={may !== "partly"} />
      </span>
      <span className="min-w-0 text-fg-2">
        {why} {rule === undefined ? null : <Subject name={rule} />}
        {more ? ` and ${formatCount(more)} more` : ""}
      </span>
    </span>
  );
}
