import { AtSign, CircleCheck, CircleDashed, Globe, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { Lineage } from "@/api/types";
import { parseGoDuration } from "@/shared/lib/duration";
import type { StatusTone } from "@/shared/ui/status";
import { kindLooks } from "./kinds";

export type LineageNode = Lineage["nodes"][number];
export type LineageEdge = Lineage["edges"][number];

/** What messages do on the way from one to the other. */
export const edgeWords: Record<LineageEdge["kind"], string> = {
  mirror: "is mirrored by",
  source: "is a source of",
  republish: "is republished to",
};

/** Messages that are still to come from which on a link needs a look, and how long it may hear nothing. */
const muchLag = 1_000;
const silent = 60_000;

export interface EdgeState {
  tone: StatusTone;
  icon: LucideIcon;
  word: string;
}

/** How a link fares. Nothing is known of one that the account does not see, and a republish is never behind. */
export function stateOf({ kind, error, lag, active }: LineageEdge): EdgeState {
  const heard = active === undefined ? undefined : parseGoDuration(active);
  if (error !== undefined) return { tone: "critical", icon: OctagonAlert, word: "Cut off" };
  if (kind === "republish") return { tone: "ok", icon: CircleCheck, word: "Fine" };
  if (lag === undefined) return { tone: "unknown", icon: CircleDashed, word: "Not known" };
  if (heard !== undefined && heard > silent) return { tone: "warn", icon: TriangleAlert, word: "Silent" };
  if (lag > muchLag) return { tone: "warn", icon: TriangleAlert, word: "Behind" };
  return { tone: "ok", icon: CircleCheck, word: "Fine" };
}

/** What a node is, as icon and word. */
export function nodeLook({ kind }: LineageNode): { icon: LucideIcon; word: string } {
  if (kind === "external") return { icon: Globe, word: "Stream of another account or domain" };
  if (kind === "subject") return { icon: AtSign, word: "Subject" };
  return kindLooks[kind];
}

/** Whether there is a page about it here. */
export function isHere({ kind, known }: LineageNode): boolean {
  return known && kind !== "external" && kind !== "subject";
}
