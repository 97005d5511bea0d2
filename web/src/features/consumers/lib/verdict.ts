import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import type { ConsumerVerdict } from "@/api/types";
import type { StatusTone } from "@/shared/ui/status";

export type Level = ConsumerVerdict["level"];

const looks: Record<Level, { tone: StatusTone; icon: LucideIcon }> = {
  stuck: { tone: "critical", icon: OctagonAlert },
  at_risk: { tone: "warn", icon: TriangleAlert },
  paused: { tone: "parked", icon: CirclePause },
  idle: { tone: "unknown", icon: CircleDashed },
  fine: { tone: "ok", icon: CircleCheck },
};

/** A verdict as icon and colour; its word is the title that came with it. */
export function verdictLook({ level, code }: Pick<ConsumerVerdict, "level" | "code">) {
  const alone = level === "stuck" && (code === "nobody_pulling" || code === "not_bound");
  return alone ? { ...looks[level], icon: Unplug } : looks[level];
}

/** Whether a verdict is one that somebody should do something about. */
export const needsLook = ({ level }: Pick<ConsumerVerdict, "level">) => level === "stuck" || level === "at_risk";

/** The groups of the list, worst first: what is paused or idle needs nobody, so it stands with what is fine. */
export type Group = "stuck" | "at_risk" | "fine";

export const groupOf = ({ level }: Pick<ConsumerVerdict, "level">): Group =>
  level === "stuck" || level === "at_risk" ? level : "fine";

export const groupWords: Record<Group, { title: string; note: string }> = {
  stuck: { title: "Stuck", note: "Messages wait and none are being worked on" },
  at_risk: { title: "At risk", note: "Working, but not for long" },
  fine: { title: "Fine", note: "Nothing to do" },
};
