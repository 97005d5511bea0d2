import { CircleCheck, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { StreamSummary } from "@/api/types";
import type { StatusTone } from "@/shared/ui/status";

interface HealthLook {
  tone: StatusTone;
  icon: LucideIcon;
  word: string;
  sentence: string;
}

/** How a stream fares, as icon and word, and what that means. */
export const healthLooks: Record<StreamSummary["health"], HealthLook> = {
  ok: { tone: "ok", icon: CircleCheck, word: "Fine", sentence: "It has a leader, and its copies are up to date." },
  no_leader: {
    tone: "critical",
    icon: OctagonAlert,
    word: "No leader",
    sentence: "It takes and gives nothing until its servers have elected one.",
  },
  offline: {
    tone: "critical",
    icon: OctagonAlert,
    word: "Offline",
    sentence: "Its server cannot run it.",
  },
  replica_offline: {
    tone: "warn",
    icon: TriangleAlert,
    word: "Replica away",
    sentence: "A server that keeps a copy of it is away.",
  },
  replica_behind: {
    tone: "warn",
    icon: TriangleAlert,
    word: "Replica behind",
    sentence: "A server that keeps a copy of it lags.",
  },
  source_failing: {
    tone: "warn",
    icon: TriangleAlert,
    word: "Cut off",
    sentence: "It gets nothing from its origin or from one of its sources.",
  },
};
