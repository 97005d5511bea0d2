import { CircleCheck, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { StreamDetail } from "@/api/types";
import { formatAgo } from "@/shared/lib/duration";
import { plural } from "@/shared/lib/format";
import type { StatusTone } from "@/shared/ui/status";
import { ofNanos } from "./detail";

/** A server that keeps the stream, and whether what it keeps is all of it. */
export interface Replica {
  name: string;
  /** What the server is called to be removed. */
  peer: string;
  leader: boolean;
  tone: StatusTone;
  icon: LucideIcon;
  word: string;
  /** How far it is behind, or when it was last heard of. */
  note: string;
}

/** The servers that keep a stream, the leader first. Empty where the server does not say. */
export function replicasOf({ cluster }: StreamDetail): Replica[] {
  if (!cluster) return [];
  const { leader, replicas = [] } = cluster;
  const first: Replica[] = leader
    ? [{ name: leader, peer: leader, leader: true, tone: "ok", icon: CircleCheck, word: "Leader", note: "" }]
    : [];
  return [...first, ...replicas.map(follower)];
}

type Peer = NonNullable<NonNullable<StreamDetail["cluster"]>["replicas"]>[number];

function follower({ name, peer, current, offline, active, lag = 0 }: Peer): Replica {
  const one = { name, peer: peer ?? name, leader: false };
  const seen = active > 0 ? `seen ${formatAgo(ofNanos(active))}` : "";
  if (offline) return { ...one, tone: "critical", icon: OctagonAlert, word: "Away", note: seen || "not seen yet" };
  if (!current) return { ...one, tone: "warn", icon: TriangleAlert, word: "Behind", note: behind(lag) };
  if (lag > 0) return { ...one, tone: "warn", icon: TriangleAlert, word: "Behind", note: behind(lag) };
  return { ...one, tone: "ok", icon: CircleCheck, word: "Current", note: seen };
}

const behind = (lag: number) => (lag > 0 ? `lags ${plural(lag, "operation")}` : "catching up");
