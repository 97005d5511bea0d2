import { CirclePause, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ConsumerList } from "@/api/types";
import { FilterChip } from "@/shared/grid/filter-chip";
import { cx } from "@/shared/lib/cx";
import { formatCount } from "@/shared/lib/format";
import { Segmented } from "@/shared/ui/segmented";
import { type ShownVerdict, shownVerdicts } from "../lib/list-search";

interface Props {
  value: ShownVerdict | undefined;
  onChange: (value: ShownVerdict | undefined) => void;
  counts: ConsumerList["counts"] | undefined;
}

const choices = ["all", ...shownVerdicts] as const;
type Choice = (typeof choices)[number];

const labels: Record<Choice, string> = {
  all: "All",
  stuck: "Stuck",
  at_risk: "At risk",
  paused: "Paused",
  fine: "Fine",
};

const marks: Partial<Record<Choice, { icon: typeof OctagonAlert; look: string }>> = {
  stuck: { icon: OctagonAlert, look: "text-critical" },
  at_risk: { icon: TriangleAlert, look: "text-warn" },
  paused: { icon: CirclePause, look: "text-parked" },
};

/** All consumers, or those of a level, with how many there are. A level has its colour while somebody is in it. */
export function VerdictFilter({ value, onChange, counts }: Props) {
  return (
    <Segmented<Choice>
      label="Verdict"
      size="control"
      value={value ?? "all"}
      onChange={(choice) => onChange(chosen(choice))}
      options={choices.map((choice) => {
        const count = counts && countOf(counts, choice);
        const { icon: Icon, look } = marks[choice] ?? {};
        return {
          value: choice,
          label: labels[choice],
          count: count === undefined ? undefined : formatCount(count),
          look: count ? look : undefined,
          mark: Icon ? (
            <Icon aria-hidden size={13} strokeWidth={2} className={cx(count ? look : "text-fg-3")} />
          ) : undefined,
        };
      })}
    />
  );
}

/** The same where there is no room for all of them side by side. */
export function VerdictChip({ value, onChange, counts }: Props) {
  return (
    <FilterChip<Choice>
      what="Verdict"
      value={value ?? "all"}
      onChange={(choice) => onChange(chosen(choice))}
      options={choices.map((choice) => ({
        value: choice,
        label: counts ? `${labels[choice].toLowerCase()}, ${formatCount(countOf(counts, choice))}` : labels[choice],
      }))}
    />
  );
}

const chosen = (choice: Choice) => (choice === "all" ? undefined : choice);

function countOf({ stuck, at_risk, paused, idle, fine }: ConsumerList["counts"], choice: Choice): number {
  const of = { stuck, at_risk, paused, fine: idle + fine };
  return choice === "all" ? stuck + at_risk + of.paused + of.fine : of[choice];
}
